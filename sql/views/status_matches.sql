-- Which records are one event, and which may be: what an operator merges, splits and keeps apart by.

create or replace view status.event_records as
select
  l.record_id as record, l.event_id as event, r.source, r.source_event_id, p.name, p.start_date, p.city, p.country, p.url, p.status,
  l.method, l.linked_at, r.withdrawn_at
from ingest.event_links l
join ingest.records r on r.id = l.record_id
join ingest.parsed_records p on p.parse_id = r.parse_id and p.source_event_id = r.source_event_id;
comment on view status.event_records is
  'The records each event is made from, and how we know: group (the source says so), match (surely one race), operator (somebody decided).';

create or replace view status.possible_matches as
select
  concat(m.a, ':', m.b) as id, a.event_id as event_a, b.event_id as event_b, e.name as name_a, f.name as name_b,
  e.start_date as start_date_a, f.start_date as start_date_b, concat_ws(', ', e.city, e.state, e.country) as place_a,
  concat_ws(', ', f.city, f.state, f.country) as place_b, x.source as source_a, y.source as source_b, m.score,
  (
    select string_agg(format('%s: %s (%s)', p.part, m.parts -> p.part ->> 0, to_char((m.parts -> p.part ->> 1)::numeric, 'FMSG90.0')), '; ' order by p.place)
    from unnest(array['name', 'day', 'place', 'distances', 'website', 'numbers', 'twins', 'virtual', 'coincidence']) with ordinality as p (part, place)
    where (m.parts -> p.part ->> 1)::numeric <> 0
  ) as why,
  case
    when m.score >= k.certain and m.parts -> 'day' ->> 0 = 'some days apart' then 'They are some days apart: that is for an operator to say.'
    when m.score >= k.certain then 'One of them is linked to another record of the same source or site already, or to one that is no match.'
    else format('%s points are not enough: from %s on it is certain.', m.score, k.certain)
  end as open_because
from ingest.matches m
cross join ingest.match_limits() k
join ingest.match_keys x on x.record_id = m.a
join ingest.match_keys y on y.record_id = m.b
join ingest.event_links a on a.record_id = m.a
join ingest.event_links b on b.record_id = m.b and b.event_id <> a.event_id
join public.events e on e.id = a.event_id
join public.events f on f.id = b.event_id
where m.score >= k.likely and greatest(x.ends, y.ends) >= current_date
  and not exists (select from ingest.decisions() d where d.a = m.a and d.b = m.b);
comment on view status.possible_matches is
  'Events of different sources that may be one race, for an operator to say: status.merge_events(array[event_a, event_b]) or '
  'status.keep_apart(event_a, event_b). why tells what speaks for and against it, with points.';
