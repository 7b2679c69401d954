-- Values come in as ($1), a search.question, never as text.

create or replace function search.day_conditions(q search.question)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return concat(
    case when q.from_date is not null then ' and e.start_date >= ($1).from_date' end,
    case when q.to_date is not null then ' and e.start_date <= ($1).to_date' end);
end
$$;
comment on function search.day_conditions is 'The conditions on search.events e that say from where to where the order by day is walked through.';

create or replace function search.covered_conditions(q search.question)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return concat(
    case when not q.include_cancelled then ' and e.takes_place' end,
    case when not q.include_virtual then ' and not e.virtual' end,
    case when q.months is not null then ' and extract(month from e.start_date)::integer = any (($1).months)' end,
    case when q.lengths is not null then ' and e.lengths && ($1).lengths' end);
end
$$;
comment on function search.covered_conditions is 'The other conditions that the indexes by day and by place answer without a look at the row.';

create or replace function search.tag_conditions(q search.question)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return concat(
    case when q.countries is not null and q.country is null then ' and e.tags && ($1).countries' end,
    case when q.regions is not null then ' and e.tags && ($1).regions' end,
    case when q.kinds is not null then ' and e.tags && ($1).kinds' end,
    case when q.surfaces is not null then ' and e.tags && ($1).surfaces' end,
    case when q.registrations is not null then ' and e.tags && ($1).registrations' end,
    case when q.sources is not null then ' and e.tags && ($1).sources' end);
end
$$;
comment on function search.tag_conditions is 'The conditions on tags; but for a single country, which more indexes know.';

create or replace function search.change_condition(q search.question)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when q.changed_since is not null then ' and e.updated_at >= ($1).changed_since' else '' end;
end
$$;
comment on function search.change_condition is 'The condition on the time of the last change.';

create or replace function search.other_conditions(q search.question)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return concat(
    case when q.durations is not null then ' and e.durations && ($1).durations' end,
    case when q.min_gain is not null then ' and e.gain >= ($1).min_gain' end,
    case when q.max_gain is not null then ' and e.gain <= ($1).max_gain' end);
end
$$;
comment on function search.other_conditions is 'The conditions that take a look at the row.';

create or replace function search.in_boxes(p_boxes text, p_count integer)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select ' and (' || string_agg(format('e.position <@ (%s)[%s]', p_boxes, i), ' or ' order by i) || ')'
    from generate_series(1, p_count) i);
end
$$;
comment on function search.in_boxes is 'The condition to lie in any of the boxes that this expression has.';

create or replace function search.box_conditions(q search.question)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  return concat(
    case when q.circle is not null then search.in_boxes('($1).circle', cardinality(q.circle)) end,
    case when q.bbox is not null then search.in_boxes('($1).bbox', cardinality(q.bbox)) end);
end
$$;
comment on function search.box_conditions is 'The conditions on the box an event lies in, and on the box around the circle.';

create or replace function search.circle_condition(q search.question)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- Nothing is farther away than half around the earth.
  return case when q.radius < 20016 then ' and search.km(e.position, ($1).latitude, ($1).longitude) <= ($1).radius' end;
end
$$;
comment on function search.circle_condition is 'The condition to lie in the circle: a dozen times what its box takes.';

create or replace function search.seen_likely(p_conditions text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- In words that no index knows, one after the other, and for half of the rows as the planner sees it: left to itself it expects
  -- nobody of a few bounds together, and collects all of a country beside what is rare anyway.
  return case when p_conditions <> '' then ' and case when true' || p_conditions || ' then true end' else '' end;
end
$$;
comment on function search.seen_likely is 'These conditions, for looks at what another condition or an order leads to.';

create or replace function search.events_asked(q search.question, p_way text, p_columns text, p_words text)
returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_days text := search.day_conditions(q);
  v_covered text := search.covered_conditions(q);
  v_boxes text := search.box_conditions(q);
  v_circle text := coalesce(search.circle_condition(q), '');
  v_country text := coalesce(case when q.country is not null then ' and e.country = ($1).country' end, '');
  v_words text := coalesce(case when q.words is not null then ' and e.words @@ ($1).words' end, '');
  v_tags text := search.tag_conditions(q);
  v_changed text := search.change_condition(q);
  v_others text := search.other_conditions(q);
  v_looks text := concat(v_words, v_tags, v_changed, v_others);
  -- Rows are looked at last, each by its id.
  v_row text := ' and (select true%s from search.events f where f.id = e.id)';
  -- No block, no bit: what is unknown would have the row looked at.
  v_bit text := ' and coalesce(get_bit(($3)[e.seat / 32000 + 1], e.seat % 32000), 0) = 1';
  v_index text;
  v_seen text;
begin
  case p_way
    when 'words' then
      v_index := v_words;
      v_seen := concat(v_days, v_covered, v_country, v_tags, v_boxes, v_circle, v_changed, v_others);
    when 'tags' then
      v_index := concat(
        v_words, v_tags, case when q.country is not null then ' and e.tags && ($1).countries' end,
        case when q.circle_cells is not null then ' and e.tags && ($1).circle_cells' end,
        case when q.bbox is not null then ' and e.tags && ($1).bbox_cells' end);
      v_seen := concat(v_days, v_covered, v_boxes, v_circle, v_changed, v_others);
    when 'bits' then
      -- As a query, or the planner would ask of each seat how likely it is.
      v_index := ' and e.seat = any (array(select unnest(search.seats_in($3))))';
      v_seen := concat(v_boxes, v_circle, v_words, v_changed);
    when 'place' then
      v_index := v_boxes;
      v_seen := concat(v_days, v_covered, v_country, v_circle, v_looks);
    when 'sift' then
      v_index := v_boxes;
      v_looks := concat(v_words, v_changed, p_words);
      v_seen := concat(v_bit, v_circle, case when v_looks <> '' then format(v_row, replace(v_looks, ' e.', ' f.')) end);
      p_words := '';
    when 'region' then
      q.regions := null;
      v_index := concat(' and e.tags[2] = r.region', v_days, v_covered);
      v_seen := concat(v_country, search.tag_conditions(q), v_words, v_boxes, v_circle, v_changed, v_others);
    when 'sieve' then
      -- Of the order an index tells, and where in the bits that are asked for an event sits.
      v_index := case q.sort when 'changed' then v_changed when 'name' then '' else v_days end;
      v_looks := concat(v_boxes, v_circle, v_words, v_changed, p_words);
      v_seen := concat(
        v_bit, case when v_looks <> '' then format(v_row, regexp_replace(v_looks, '\me\.', 'f.', 'g')) end);
      p_words := '';
    when 'trial' then
      -- Of each whether it fits: whoever tries counts his steps.
      return concat(
        'select ', p_columns, ', true', v_covered, v_boxes, v_circle, v_looks, p_words, ' as fits from search.events e where true', v_days, v_country);
    when 'order' then
      if v_boxes <> '' and v_looks <> '' and q.sort = 'day' then
        -- The index tells of place, day and length.
        v_index := concat(v_days, v_covered, v_country);
        v_seen := concat(v_boxes, v_circle, format(v_row, replace(v_looks, ' e.', ' f.')));
      else
        v_index := concat(v_days, v_country, v_changed);
        v_seen := concat(v_covered, v_boxes, v_circle, v_words, v_tags, v_others);
      end if;
  end case;
  return concat('select ', p_columns, ' from search.events e where true', v_index, p_words, search.seen_likely(v_seen));
end
$$;
comment on function search.events_asked is
  'The select of what a question asks of search.events e, so that Postgres goes this way (search.way). p_words is one more condition on words. '
  'Values: the question ($1), and where bits are asked which events may fulfil it ($3). A trial selects all that its order comes by, and whether '
  'each fulfils the question (fits).';
