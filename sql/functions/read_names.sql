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
        regexp_replace(ingest.fold(n.name), '\m(?:presented|powered|sponsored|hosted) by\M.*$', ''),
        '\m(\d+) *(?:kilomet\w*|kms?|k|miles?|milers?|meilen|mi|m|hours?|hrs?|h|std|stunden?(?=\M|lauf)|heures?|horas?|ore|days?|tage?|jours?|giorni)(?:lauf)?\M', '\1', 'g')
        as text
    from (select distinct unnest as name from unnest(p_names)) n
  ),
  tokens as (
    select
      f.name, t.place, v.kind,
      case
        when v.becomes is not null then v.becomes
        when v.kind is not null then t.token
        -- Years, ordinals and Roman numbers say which edition it is.
        when t.token ~ '^((19|20)\d\d|\d+(st|nd|rd|th|eme|e)|x?(ix|iv|v?i{2,3})|x{2,3}(ix|iv|v?i{0,3})|x(iv|vi{0,3}|i{1,3}))$' then null
        when t.token ~ '^\d+(ers?|s)$' then substring(t.token from '^\d+')
        -- German writes in one word what others write in two.
        when length(t.token) > 7 then coalesce(nullif(regexp_replace(
          t.token, '(?<=.{4})(ultra)?(supermarathon|marathon|trail|lauf|ultra|run)$', ''), ''), t.token)
        else t.token
      end as token
    from folded f
    cross join lateral string_to_table(f.text, ' ') with ordinality as t (token, place)
    left join ingest.match_words() v on v.word = t.token
    where t.token <> ''
  )
  select
    f.name,
    coalesce(string_agg(token, ' ' order by t.place) filter (where token !~ '^\d+$'), ''),
    coalesce(string_agg(token, ' ' order by t.place) filter (where kind is distinct from 'generic' and token !~ '^\d+$'), ''),
    coalesce(array_agg(distinct token::numeric) filter (where token ~ '^\d{1,5}$'), '{}'),
    coalesce(array_agg(distinct token) filter (where kind = 'contrast'), '{}')
  from folded f
  left join tokens t on t.name = f.name
  group by f.name;
end;
comment on function ingest.read_names is
  'Names as they are compared: folded (full), without what differs between distances, years and languages (core, empty where that is '
  'all), the numbers in them, and words that tell twins apart. Each name once.';
