-- Why: a climb of 1,000 m or more is a hundred bins of 100 m, each with its bits: 5 ms of every such question.
-- Who reads it: search.bins_of. Nobody else than before.
-- Left out on purpose: the same for hours, of which there are few bins, and for cells, of which each is in few blocks.

insert into search.tags (id, facet, value)
overriding system value
select distinct 800000000 + id % 100000000 / 10, 'climb', (id % 100000000 / 10)::text
from search.tags
where facet = 'gain';

insert into search.bits (tag, block, bits, first, last)
select 800000000 + tag % 100000000 / 10, block, bit_or(bits), min(first), max(last)
from search.bits
where tag between 300000000 and 399999999
group by 1, 2
order by 1, 2;

create type search.sample as (
  chosen double precision,
  walked double precision,
  spanned double precision,
  there double precision,
  tagged double precision,
  listed double precision,
  asked integer,
  boxed double precision
);
comment on type search.sample is 'How many events, as a sixteenth of them says, a question has to do with: see search.sampled.';

alter type search.question add attribute in_rows boolean;
comment on column search.question.in_rows is 'Whether it asks for what no index of days or places tells, words aside.';

drop function if exists search.way, search.sampled, search.reach_of, search.find;
