create or replace function ingest.without_initials(p_name text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name text := p_name;
  v_token text;
  v_letters text;
begin
  for v_token in select m[1] from regexp_matches(p_name, '\m([A-Z][A-Z0-9]{2,7})\M', 'g') m loop
    v_letters := lower(regexp_replace(v_token, '\d', '', 'g'));
    if length(v_letters) > 2 and regexp_replace(
        replace(ingest.fold(replace(p_name, v_token, ' ')), 'ultratrail', 'ultra trail'), '(\S)\S* *', '\1', 'g')
      ~ regexp_replace(v_letters, '(.)', '\1.*', 'g')
    then
      v_name := regexp_replace(v_name, '\m' || v_token || '\M', ' ' || regexp_replace(v_token, '\D', '', 'g') || ' ', 'g');
    end if;
  end loop;
  -- Of what has no other name it is the name.
  return case when v_name ~ '[[:alpha:]]{3}' then v_name else p_name end;
end
$$;
comment on function ingest.without_initials is 'A name without the initials that stand beside what they stand for: ZUT - Zugspitz Ultratrail, Grand Raid des Pyrénées (GRP).';

create or replace function ingest.read_names(p_names text[])
returns table (name text, said text, "full" text, core text, numbers numeric[], contrasts text[])
language sql
stable
rows 10000
set search_path = pg_catalog, pg_temp
begin atomic
  with folded as materialized (
    -- '6-Stunden-Lauf' and '6h' are both a 6, H.U.R.T. and HURT one word, HURT100 two; whoever presents or pays for the race is no part
    -- of its name. Each step once (offset 0): most of them are patterns.
    select
      p.name,
      case when p.text ~ '\d' then regexp_replace(
        case when p.text ~ '[a-z]\d' then regexp_replace(p.text, '\m([a-z]{2,})(\d{2,3})\M', '\1 \2', 'g') else p.text end,
        '\m(\d+) *(?:kilomet\w*|kms?|k|miles?|milers?|meilen|mi|m|hours?|hrs?|h|std|stunden?(?=\M|lauf)|uur|uren|heures?|horas?|ore|days?|tage?|jours?|giorni)(?:lauf)?\M', '\1', 'g')
      else p.text end as text
    from (
      select b.name, btrim(case when b.text like '%  %' then regexp_replace(b.text, ' {2,}', ' ', 'g') else b.text end) as text
      from (
        select
          f.name,
          -- To look for one of them spares most names the pattern.
          case when f.text ~ 'ed by |by utmb|salomon|sportiva|north face|hoka|montrail|hardwear|dynafit|adidas|montane|saucony|altra|compressport|garmin|red bull|merrell|mammut|binter|sparkasse' then regexp_replace(f.text,
            '\m(?:(?:(?:presented|powered|sponsored|hosted) by|by utmb)\M.*'
              '|(?:salomon|(?:la )?sportiva|(?:the )?north face|hoka|(?:columbia )?montrail|mountain hardwear|dynafit|adidas terrex|montane|saucony|altra|compressport|garmin|red bull|merrell|mammut|binter|sparkassen?)\M)', ' ', 'g')
          else f.text end as text
        from (
          select d.name,
            ingest.fold(case when length(d.bare) <= 200 and d.bare ~ '[A-Z]{3}' and d.bare ~ '[a-z]' then ingest.without_initials(d.bare) else d.bare end) as text
          from (
            select
              name,
              case
                when told ~ '[''’.,]' then regexp_replace(
                  -- 26.2 is a 26, no 2; 6,12,24 h are three.
                  regexp_replace(regexp_replace(told, '(\d)\.\d{1,2}(?!\d)|(?<!\d)(\d\d),\d(?!\d|,)', '\1\2', 'g'), '\m[dl][''’]', '', 'gi'), '\m([[:alpha:]])\.(?=[[:alpha:]]\M)', '\1', 'g')
                else told
              end as bare
            from (select distinct unnest as name from unnest(p_names)) n
            cross join lateral (
              select case when name ilike '%new year%' then regexp_replace(name, '\mnew year(?:[''’]?s)?(?:[ -](eve|day))?\M', 'newyear\1', 'gi') else name end as told
            ) t
            offset 0
          ) d
          offset 0
        ) f
        offset 0
      ) b
      offset 0
    ) p
  ),
  -- As one value: a thousand names are looked up in it as fast as they are read, a join would sort them all.
  words as materialized (
    select jsonb_object_agg(word, coalesce('=' || becomes, kind)) as known from ingest.match_words() where kind <> 'common'
  )
  select f.name, f.text, coalesce(t."full", ''), coalesce(t.core, ''), coalesce(t.numbers, '{}'), coalesce(t.contrasts, '{}')
  from folded f
  cross join words w
  cross join lateral (
    select
      string_agg(token, ' ' order by place) filter (where not is_number) as "full",
      string_agg(token, ' ' order by place) filter (where not is_number and kind is distinct from 'generic') as core,
      array_agg(distinct token::numeric) filter (where is_number and length(token) <= 5) as numbers,
      array_agg(distinct token) filter (where kind = 'contrast') as contrasts
    from (
      select t.place, k.kind, k.token, ascii(k.token) between 48 and 57 and k.token ~ '^\d+$' as is_number
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
          when t.token like 'ultra%' and length(t.token) > 8 then substr(t.token, 6)
          -- Highland and Highlands; but springs are no spring.
          when length(t.token) > 4 and t.token like '%s' and t.token not like '%ss' and not w.known ? left(t.token, -1) then left(t.token, -1)
          -- German writes in one word what others write in two.
          when length(t.token) > 7 and t.token not like 'sky%' and right(t.token, 3) in ('hon', 'ail', 'auf', 'tra', 'run') then coalesce(nullif(regexp_replace(
            t.token, '(?<=.{3})(ultra)?(supermarathon|marathon|trail|lauf|ultra|run)$', ''), ''), t.token)
          else t.token
        end as token
        offset 0
      ) r
      cross join lateral (
        -- Part of a word may be known as one: Nachtlauf, nacht, night.
        select
          case when r.token <> t.token and w.known ->> r.token like '=%' then substr(w.known ->> r.token, 2) else r.token end as token,
          case when r.token = t.token then t.kind when w.known ->> r.token like '=%' then w.known ->> substr(w.known ->> r.token, 2) else w.known ->> r.token end as kind
        offset 0
      ) k
      where r.token is not null
      -- Once for each word, not for each use.
      offset 0
    ) tokens
  ) t;
end;
comment on function ingest.read_names is
  'Names as they are compared: folded, with their numbers (said) and without (full), without what differs between distances, years and languages (core, empty where that is '
  'all), the numbers in them, and words that tell twins apart. Each name once.';
