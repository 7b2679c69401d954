create or replace function search.write_vocabulary()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  -- search.events still holds what these events were found by until now.
  drop table if exists pg_temp.heard;
  create temporary table heard on commit drop as
  select w.word, w.change, w.change_of_named, v.word is null as is_new
  from (
    select
      ltrim(lexeme, '_') collate "C" as word,
      sum(n)::integer as change,
      coalesce(sum(n) filter (where lexeme not like '\_%'), 0)::integer as change_of_named
    from (
      select unnest(tsvector_to_array(words)) as lexeme, -1 as n from search.events join pg_temp.behind using (id)
      union all
      select unnest(tsvector_to_array(words)), 1 from pg_temp.fresh
    ) told
    group by 1
    having sum(n) <> 0 or sum(n) filter (where lexeme not like '\_%') <> 0
  ) w
  left join search.vocabulary v using (word);
  analyze pg_temp.heard;

  insert into search.vocabulary as v (word, events, named)
  select word, change, change_of_named from pg_temp.heard order by word
  on conflict (word) do update set events = v.events + excluded.events, named = v.named + excluded.named;

  with forgotten as (
    delete from search.vocabulary v using pg_temp.heard h where v.word = h.word and v.events <= 0 returning v.word
  )
  delete from search.misspellings m
  using forgotten f
  cross join lateral generate_series(1, length(f.word)) i
  where m.spelling = overlay(f.word placing '' from i for 1) and m.word = f.word;

  -- One of two equal neighbours is enough. In the order of the index, a third of the time.
  insert into search.misspellings (spelling, word)
  select overlay(h.word placing '' from i for 1) collate "C" as spelling, h.word
  from pg_temp.heard h
  cross join lateral generate_series(1, length(h.word)) i
  where h.is_new and h.change > 0 and length(h.word) between 4 and 40 and h.word !~ '[0-9]'
    and (i = 1 or substr(h.word, i, 1) <> substr(h.word, i - 1, 1))
  order by 1;
end
$$;
comment on function search.write_vocabulary is 'Count the words of the events in pg_temp.behind anew: what they have now (pg_temp.fresh) for what they had.';

create or replace function search.write_everything()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  q search.question;
begin
  q.include_virtual := false;
  q.include_cancelled := false;
  -- Where there is an answer already, it would be the answer.
  delete from search.everything;
  insert into search.everything (total, facets) select total, facets from search.count_facets(q);
end
$$;
comment on function search.write_everything is 'Count what there is anew.';

create or replace function search.refresh()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  drop table if exists pg_temp.behind;
  create temporary table behind (id bigint not null) on commit drop;
  with noted as (delete from search.stale returning event_id)
  insert into pg_temp.behind select distinct event_id from noted;
  delete from search.due;
  analyze pg_temp.behind;
  if not exists (select from pg_temp.behind) then
    return;
  end if;
  -- Whoever else changes events commits before or after, and counts on what we have written.
  perform pg_advisory_xact_lock(hashtextextended('ultrasearch search', 0));
  perform search.name_tags();
  perform search.take_seats();
  perform search.describe();
  perform search.write_vocabulary();
  perform search.write_bits();
  perform search.write_rows();
  perform search.write_everything();
  perform search.count_change();
end
$$;
comment on function search.refresh is
  'Bring everything in schema search in line with the events in search.stale. Called at commit by whatever changed one; set-based, '
  'once per transaction.';
