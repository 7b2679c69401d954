create or replace function ingest.read_names(p_names text[])
returns table (name text, "full" text, core text, numbers numeric[], contrasts text[])
language sql
stable
rows 10000
set search_path = pg_catalog, pg_temp
begin atomic
  with folded as (
    -- '6-Stunden-Lauf' and '6h' are both a 6; whoever presents the race is no part of its name.
    select
      n.name,
      regexp_replace(
        regexp_replace(ingest.fold(n.name), '\m(?:(?:presented|powered|sponsored|hosted) by|by utmb)\M.*$', ''),
        '\m(\d+) *(?:kilomet\w*|kms?|k|miles?|milers?|meilen|mi|m|hours?|hrs?|h|std|stunden?(?=\M|lauf)|heures?|horas?|ore|days?|tage?|jours?|giorni)(?:lauf)?\M', '\1', 'g')
        as text
    from (select distinct unnest as name from unnest(p_names)) n
  ),
  -- As one value: a thousand names are looked up in it as fast as they are read, a join would sort them all.
  words as materialized (
    select jsonb_object_agg(word, coalesce('=' || becomes, kind)) as known from ingest.match_words()
  )
  select f.name, coalesce(t."full", ''), coalesce(t.core, ''), coalesce(t.numbers, '{}'), coalesce(t.contrasts, '{}')
  from folded f
  cross join words w
  cross join lateral (
    select
      string_agg(token, ' ' order by place) filter (where not is_number) as "full",
      string_agg(token, ' ' order by place) filter (where not is_number and kind is distinct from 'generic') as core,
      array_agg(distinct token::numeric) filter (where is_number and length(token) <= 5) as numbers,
      array_agg(distinct token) filter (where kind = 'contrast') as contrasts
    from (
      select t.place, t.kind, r.token, ascii(r.token) between 48 and 57 and r.token ~ '^\d+$' as is_number
      from (
        select token, place, w.known ->> token as kind
        from string_to_table(f.text, ' ') with ordinality as t (token, place)
        where token <> ''
        offset 0
      ) t
      cross join lateral (
        select case
          when t.kind like '=%' then substr(t.kind, 2)
          when t.kind is not null then t.token
          -- Years, ordinals and Roman numbers say which edition it is. (The first letter, a digit or one of ivx, spares most words the patterns.)
          when ascii(t.token) in (48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 105, 118, 120)
            and t.token ~ '^((19|20)\d\d|\d+(st|nd|rd|th|eme|e)|x?(ix|iv|v?i{2,3})|x{2,3}(ix|iv|v?i{0,3})|x(iv|vi{0,3}|i{1,3}))$' then null
          when ascii(t.token) between 48 and 57 and t.token ~ '^\d+(ers?|s)$' then substring(t.token from '^\d+')
          -- German writes in one word what others write in two.
          when length(t.token) > 7 and right(t.token, 3) in ('hon', 'ail', 'auf', 'tra', 'run') then coalesce(nullif(regexp_replace(
            t.token, '(?<=.{4})(ultra)?(supermarathon|marathon|trail|lauf|ultra|run)$', ''), ''), t.token)
          else t.token
        end as token
        offset 0
      ) r
      where r.token is not null
      -- Once for each word, not for each use.
      offset 0
    ) tokens
  ) t;
end;
comment on function ingest.read_names is
  'Names as they are compared: folded (full), without what differs between distances, years and languages (core, empty where that is '
  'all), the numbers in them, and words that tell twins apart. Each name once.';
