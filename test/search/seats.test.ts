import { readFileSync } from 'node:fs'
import t from 'tap'
import { freshDatabase, type TestDatabase } from '../fixtures/database.ts'
import { fillEvents } from './events.ts'
import { ask, type Question } from './questions.ts'

/** What is wrong with the seats there are; and which events each tag has, as its bits say. */
async function seats({ pool }: TestDatabase, but: string[] = []) {
  const { rows } = await pool.query(
    `with told as (
      select t.facet, t.value, e.id, e.seat % 32000 between b.first and b.last as is_within
      from search.bits b
      join search.tags t on t.id = b.tag
      join search.events e on e.seat / 32000 = b.block and get_bit(b.bits, e.seat % 32000) = 1
      where t.facet <> all ($1)
    )
    select
      (select count(*)::integer from (select seat from search.events group by seat having count(*) > 1) s) as shared,
      (select count(*)::integer from search.events where is_sample <> (seat / 32000 % 2 = 1)) as "of the other kind",
      (select sum(bit_count(bits)) from search.bits join search.tags t on t.id = tag where facet <> all ($1)) - (select count(*) from told) as "bits of nobody",
      (select count(*)::integer from told where not is_within) as "beyond the first or last",
      (select count(*)::integer from (
        select country, is_sample, max(seat) - min(seat) - count(*) + 1 as gaps from search.events group by 1, 2) g where gaps > 0) as apart,
      (select md5(string_agg(concat(facet, ' ', value, ' ', id), ',' order by facet, value, id)) from told) as tags,
      (select md5(string_agg((to_jsonb(e) - 'seat')::text, ',' order by id)) from search.events e) as events`,
    [but],
  )
  const { tags, events, ...wrong } = rows[0]
  return { tags, events, wrong }
}
const right = {
  shared: 0,
  'of the other kind': 0,
  'bits of nobody': '0',
  'beyond the first or last': 0,
  apart: 0,
}

t.test('events sit beside those of their country, and a seat has one', async t => {
  const database = await freshDatabase(t)
  await fillEvents(database, 400)
  const first = await seats(database)
  t.same(first.wrong, right)

  const seatOf = async () =>
    (await database.pool.query('select seat, country from search.events where id = 5')).rows[0]
  const before = await seatOf()
  await database.pool.query(`update public.events set name = 'Same seat' where id = 5`)
  t.same(await seatOf(), before, 'who changes keeps the seat')
  await database.pool.query(`
    update public.events set country = 'NZL' where id = 5;
    update public.events set withdrawn_at = now() where id between 10 and 60;
    update public.events set withdrawn_at = null where id between 10 and 40`)
  t.not((await seatOf()).seat, before.seat, 'who moves to another country gives it up')
  t.same({ ...(await seats(database)).wrong, apart: 0 }, right, 'seats that were given up are given again')
})

t.test('a country whose block is full goes on in another, and others leave it room', async t => {
  const database = await freshDatabase(t)
  const add = (country: string, events: number) =>
    database.pool.query(
      `insert into public.events (name, start_date, country, status, virtual, sources)
      select 'Race', date '2027-01-01' + n % 30, $1, 'scheduled', false, '{duv}' from generate_series(1, $2::integer) n`,
      [country, events],
    )
  const blocks = async () =>
    (
      await database.pool.query(`
        select country, array_agg(distinct seat / 32000 order by seat / 32000) as blocks
        from search.events where not is_sample group by country order by country desc`)
    ).rows
  await add('USA', 28_000)
  await add('FRA', 2000)
  t.same(await blocks(), [
    { country: 'USA', blocks: [0] },
    { country: 'FRA', blocks: [2] },
  ])
  await add('USA', 8000)
  t.same(await blocks(), [
    { country: 'USA', blocks: [0, 2] },
    { country: 'FRA', blocks: [2] },
  ])
  const { wrong } = await seats(database)
  t.same({ ...wrong, apart: 0 }, right)

  // So many have the word that they are estimated, from the blocks where the sample sits; of a narrower question from more of it.
  const estimated = async (oneOf: number, question: Question) => {
    const { rows } = await database.pool.query(
      `select country as value, $1::integer * count(*)::integer as count
      from public.events where hashint8(id) & ($1 - 1) = 0 and start_date >= '2027-01-15' group by country order by count desc`,
      [oneOf],
    )
    const answer = await ask(database, {
      query: 'race',
      from: '2027-01-15',
      ...question,
      facets: true,
      limit: 0,
    })
    t.equal(answer.total_is_exact, false)
    t.same(answer.facets?.country, rows, `of one of ${oneOf}`)
    const found = rows.filter(({ value }) => question.countries?.includes(value) ?? true)
    t.equal(
      answer.total,
      found.reduce((sum, { count }) => sum + count, 0),
    )
  }
  await estimated(64, {})
  await estimated(64, { countries: ['USA'] })
  await estimated(16, { countries: ['FRA'] })

  await database.pool.query(`update public.events set surface = 'track' where id % 9000 = 7`)
  const few = await ask(database, { query: 'race', surfaces: ['track'], facets: true })
  t.equal(few.events.length, 5)
  t.match(few, { total: 5, total_is_exact: true }, 'what a page has needs no estimate')
})

t.test('the rows of an earlier release get their seats, and lose nothing', async t => {
  const database = await freshDatabase(t)
  await fillEvents(database, 400)
  const { pool } = database
  const later = ['cell', 'climb']
  const now = await seats(database, later)
  // As they were.
  await pool.query(`
    drop aggregate search.piece_of(integer, integer);
    drop aggregate search.bits_of_pieces("bit", integer);
    drop function search.take_seats, search.with_any, search.count_tags;
    alter table search.bits drop column first, drop column last;
    delete from search.bits where tag >= 600000000;
    delete from search.tags where facet in ('year', 'cell', 'climb', 'length', 'duration', 'metres');
    update search.events set tags = array(
      select tag from unnest(tags) with ordinality u (tag, n) join search.tags t on t.id = u.tag where facet <> 'status' order by n);
    alter table search.events drop column seat;
    drop index if exists search.events_by_day, search.events_by_country_and_day, search.events_by_change, search.events_by_name,
      search.events_by_words_and_tags, search.events_by_words_of_a_sample;
    update search.listings set takes_place = true where id in (select id from public.events where virtual);`)
  for (const name of ['0020_search_seats', '0033_exact_numbers'])
    await pool.query(readFileSync(`sql/migrations/${name}.sql`, 'utf8'))
  for (const name of ['bits', 'bits_of', 'count', 'facets', 'seats', 'rows', 'numbers', 'asked'])
    await pool.query(readFileSync(`sql/functions/search_${name}.sql`, 'utf8'))
  await pool.query(readFileSync('sql/functions/tell_event.sql', 'utf8'))
  // Whose lengths nobody runs there, and what is nowhere.
  for (const name of ['0030_lengths_to_run', '0034_virtual_events'])
    await pool.query(`${readFileSync(`sql/migrations/${name}.sql`, 'utf8')}; select search.refresh()`)
  const old = `select id from public.event_full where id in (select id from public.events where virtual)`
  t.same((await pool.query(old)).rows, [])
  const after = await seats(database, later)
  t.same(after.wrong, right)
  t.equal(after.tags, now.tags)
  await pool.query(readFileSync('sql/functions/search_triggers.sql', 'utf8'))
  t.same(await seats(database, later), after, 'there is nothing to make anew')
  await pool.query(`update public.events set name = 'Once more' where id = 7`)
  t.same((await seats(database)).wrong, right)
})

t.test(
  'the rows of an earlier release get their cells, their climbs and the marks of their words',
  async t => {
    const database = await freshDatabase(t)
    await fillEvents(database, 400)
    const { pool } = database
    // A word that was in the name as well as in the place was kept once.
    const told = async () => ({
      ...(await seats(database)),
      events: (
        await pool.query(`
        select to_jsonb(e) - 'words' || jsonb_build_object('words', array(
          select w from unnest(tsvector_to_array(words)) w where not substr(w, 2) = any (tsvector_to_array(words)))) as event
        from search.events e order by id`)
      ).rows,
      names: (await pool.query('select word, named from search.vocabulary order by word collate "C"')).rows,
      indexes: (await pool.query(`select indexdef from pg_indexes where schemaname = 'search' order by 1`))
        .rows,
    })
    const now = await told()
    // As they were.
    await pool.query(`
    update search.events set words = (
      select string_agg(case when w like '\\_%' then substr(w, 2) || ':1B' else w || ':1A' end, ' ')::tsvector
      from unnest(tsvector_to_array(words)) w);
    update search.events set tags = tags[:cardinality(tags) - 1] where position is not null;
    drop index search.events_by_seat, search.events_by_change_of_a_sample;
    delete from search.bits where tag >= 700000000;
    delete from search.tags where facet in ('cell', 'climb', 'length', 'duration', 'metres');
    alter table search.vocabulary drop column named;
    drop type search.sample cascade;
    alter type search.question drop attribute circle_cells, drop attribute bbox_cells, drop attribute tiers_likely, drop attribute tiers_at_most,
      drop attribute in_rows, add attribute classes integer[]`)
    for (const name of ['0022_search_cells', '0023_search_sieve', '0024_search_climbs', '0033_exact_numbers'])
      await pool.query(readFileSync(`sql/migrations/${name}.sql`, 'utf8'))
    t.same(await told(), now)
  },
)
