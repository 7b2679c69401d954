import fc from 'fast-check'
import type pg from 'pg'
import t, { type Test } from 'tap'
import { sharedEvents } from './events.ts'
import { expected, published, type Question, questions, type Row } from './questions.ts'

const seed = Number(process.env.FAST_CHECK_SEED ?? 11)

/** What search.read_question takes, in its order. */
const names = [
  'query near_lat near_lng radius_km bbox from to months countries regions min_km max_km min_hours max_hours kinds surfaces',
  'min_gain max_gain registration sources changed_since include_virtual include_cancelled sort limit cursor',
].flatMap(line => line.split(' ')) as (keyof Question)[]
const parameters = (q: Question): unknown[] => names.map(name => q[name])
const read = `search.read_question(${names.map((_, i) => `$${i + 1}`)})`

/** A pool, or a client within a transaction. */
type Asked = Pick<pg.ClientBase, 'query'>

async function one(database: Asked, select: string, q: Question, ...more: unknown[]) {
  const { rows } = await database.query(`select ${select} as told`, [...parameters(q), ...more])
  return rows[0].told
}

/** The events that all tests ask for, to be changed by this one alone: what it does is rolled back. */
async function toChange(t: Test): Promise<pg.PoolClient> {
  const client = await (await sharedEvents(1500)).pool.connect()
  await client.query('begin')
  t.teardown(async () => {
    await client.query('rollback')
    client.release()
  })
  return client
}

const wayOf = (database: Asked, q: Question, wanted: number): Promise<string> =>
  one(database, `(search.way(${read}, $27)).way`, q, wanted)

t.test('whatever way a page is come by, it is the same page', async t => {
  const { pool } = await sharedEvents(1500)
  const rows: Row[] = (await pool.query(published)).rows
  const tried: Record<string, number> = {}
  const wrong: unknown[] = []
  for (const drawn of fc.sample(questions(rows), { numRuns: 250, seed })) {
    const question = { ...drawn, sort: drawn.sort === 'relevance' ? 'day' : (drawn.sort ?? 'day') }
    const want = expected(rows, question).map(({ id }) => id)
    const isPlace = (question.radius_km ?? question.bbox) !== undefined
    const ways = ['tags', 'bits', 'sieve', 'order']
    if (question.query) ways.push('words')
    if (isPlace) ways.push('place', 'sift')
    if (question.sort === 'day') ways.push('trial', ...(question.regions ? ['region'] : []))
    for (const way of ways) {
      const got = await one(pool, `(search.find(${read}, $27, '', 51, 2000)).ids::integer[]`, question, way)
      tried[way] = (tried[way] ?? 0) + 1
      if (JSON.stringify(got) !== JSON.stringify(want.slice(0, 51))) wrong.push({ way, question, got, want })
    }
  }
  t.same(wrong.slice(0, 2), [])
  for (const way of ['words', 'tags', 'bits', 'place', 'sift', 'region', 'sieve', 'order', 'trial'])
    t.ok((tried[way] as number) >= 10, `${way}: ${tried[way]}`)
})

t.test('a page is come by on the way that takes least', async t => {
  const database = await toChange(t)
  // As if each of these were 667 events, but where places are counted.
  await database.query(`
    alter function search.many rename to really;
    create function search.many(p_these "bit"[]) returns bigint language sql immutable
      begin atomic select 667 * search.really(p_these); end;
    update search.everything set total = 1000000;
    update search.vocabulary set events = 11000 where word in ('bear', 'creek');
    update search.vocabulary set events = 64000 where word = 'new';
    update search.vocabulary set events = 225000 where word = 'trail'`)
  const way = (question: Question, wanted = 51) => wayOf(database, question, wanted)
  const fiji: Question = { near_lat: -16.8, near_lng: 180, radius_km: 50 }
  const east: Question = { near_lat: 40, near_lng: -75, radius_km: 300 }

  t.equal(await way({ query: 'taveuni' }), 'words', 'few have the word')
  t.equal(await way({ query: 'trail' }), 'order', 'so many have it that fifty come soon')
  t.equal(await way({ query: 'trail' }, 100_000), 'words', 'all of them are wanted')
  t.equal(await way({ query: 'new' }), 'order')
  t.equal(await way({ query: 'new', sort: 'name' }), 'order')
  t.equal(await way({ query: 'bear' }), 'words', 'a row of a word costs less than one on a walk')
  t.equal(await way({ query: 'bear', min_km: 50, min_gain: 1000 }), 'words', 'few of them are left')
  t.equal(await way({ query: 'bear', surfaces: ['indoor'] }), 'tags', 'few are indoors')
  t.equal(await way({ query: 'trail', sort: 'relevance' }), 'order')
  t.equal(await way({ query: 'bear creek' }), 'words', 'two words are rarer than each')
  t.equal(await way({ query: 'bear', countries: ['USA'] }, 500), 'tags', 'a country leaves out most')
  t.equal(await way({ query: 'bear', ...east }), 'tags', 'some have the word, and few of them are there')
  t.equal(await way({ query: 'bear', ...fiji }), 'bits', 'hardly any are there')
  t.equal(await way({ query: 'taveuni', ...fiji }), 'words')
  t.equal(await way(fiji), 'place')
  t.equal(
    await way({ bbox: [-180, -90, 180, 90] }, 100),
    'place',
    'what a sample finds there is as few as these',
  )
  t.equal(await way({ regions: ['USA-CA'] }), 'region')
  t.equal(await way({ regions: ['USA-CA'], sort: 'name' }), 'sieve', 'bits know the region')
  t.equal(await way({ query: 'bear', regions: ['USA-CA'] }), 'tags', 'few of a region have the word')
  t.equal(await way({ surfaces: ['trail'] }), 'order', 'many are trails')
  t.equal(await way({ surfaces: ['indoor'] }), 'sieve', 'some are indoors')
  t.equal(await way({ kinds: ['relay'], min_gain: 1000, months: [1] }), 'bits', 'few are all of these')
  // Each of these tries a walk before it goes another way, or goes on walking.
  const trials: Record<string, Question> = {
    'is enough': { min_km: 50, sort: 'day' },
    'is not enough': { min_km: 200, max_km: 210, sort: 'day' },
    'shows that walking takes less': { query: 'new', sources: ['duv'], min_km: 40, sort: 'day' },
    'shows that it takes longer': { query: 'new bear', min_gain: 1000, sort: 'day' },
  }
  for (const [tried, question] of Object.entries(trials)) {
    const by = (what: string) => one(database, `(${what}).ids`, question)
    const { takes } = await one(database, `to_jsonb(search.way(${read}, 51))`, question)
    t.equal(takes > 60_000, Boolean(question.query), `what a trial ${tried}: whether the way is dear`)
    const walked = await by(`search.find(${read}, 'order', '', 51)`)
    t.same(await by(`search.next(${read}, '', 51)`), walked, `what a trial ${tried}`)
  }
  await database.query(`
    drop function search.many;
    alter function search.really rename to many;
    update search.everything set total = 1500`)
  t.equal(await way({ bbox: [-180, -90, 180, 90] }), 'order', 'everywhere is no place')
  t.equal(await way({ bbox: [-180, -90, 180, 90] }, 2000), 'order')
})

t.test('the nearest are found ring by ring', async t => {
  const database = await toChange(t)
  // As if there were so many that nobody looks at all of them.
  await database.query(`
    alter function search.many rename to really;
    create function search.many(p_these "bit"[]) returns bigint language sql immutable
      begin atomic select 667 * search.really(p_these); end`)
  const rows: Row[] = (await database.query(published)).rows
  const near = fc.sample(questions(rows), { numRuns: 400, seed }).filter(q => q.sort === 'distance')
  const wrong: unknown[] = []
  let rings = 0
  for (const question of near) {
    const want = expected(rows, question).map(({ id }) => id)
    for (const wanted of [3, 51]) {
      const got = await one(database, `(search.find_nearest(${read}, $27)).ids::integer[]`, question, wanted)
      if (JSON.stringify(got) !== JSON.stringify(want.slice(0, wanted)))
        wrong.push({ question, wanted, got, want })
      const ring = await one(
        database,
        `(search.reach_of(${read}, $27, search.may_fulfil(${read}, search.blocks(false)), $28)).reach`,
        question,
        wanted,
        1e5,
      )
      if (ring !== null) rings++
    }
  }
  t.same(wrong.slice(0, 2), [])
  t.ok(near.length > 30, `${near.length} questions`)
  t.ok(rings > near.length / 4, `${rings} rings`)
})

t.test('Postgres goes the way it is told, by no other index', async t => {
  const client = await toChange(t)
  await client.query(`
    set local enable_seqscan = off;
    create function pg_temp.indexes(q search.question, p_way text) returns text[] language plpgsql as $$
    declare
      v_line text;
      v_plan text := '';
      v_key text := case q.sort when 'name' then 'e.name_key' when 'changed' then 'e.updated_at' else 'e.start_date' end;
      v_back text := case q.sort when 'changed' then ' desc' else '' end;
    begin
      for v_line in execute concat(
        'explain ', case when p_way = 'region' then 'select l.* from unnest(($1).regions) r (region) cross join lateral (' end,
        search.events_asked(q, p_way, 'e.id, ' || v_key, ''),
        case when p_way in ('order', 'sieve', 'region') then format(' order by %s%s, e.id%2$s limit 51', v_key, v_back) end, case when p_way = 'region' then ') l' end)
      using q, 51, search.mask_of(q, p_way)
      loop
        v_plan := v_plan || v_line;
      end loop;
      return array(select distinct m[1] from regexp_matches(v_plan, 'events_\\w+', 'g') m order by 1);
    end
    $$`)
  const indexes = async (way: string, question: Question): Promise<string[]> =>
    (await client.query(`select pg_temp.indexes(${read}, $27) as told`, [...parameters(question), way]))
      .rows[0].told
  const asked: Question = { query: 'trail', countries: ['USA'], from: '2027-06-01', min_km: 50 }
  const there: Question = { ...asked, near_lat: 40, near_lng: -75, radius_km: 300 }
  t.same(await indexes('words', there), ['events_by_words_and_tags'])
  t.same(await indexes('tags', there), ['events_by_words_and_tags'])
  t.same(await indexes('bits', there), ['events_by_seat'])
  t.same(await indexes('sieve', { ...asked, query: undefined }), ['events_by_day'])
  t.same(await indexes('sieve', { ...there, sort: 'name' }), ['events_by_name', 'events_pkey'])
  t.same(await indexes('sieve', { surfaces: ['trail'], sort: 'changed' }), ['events_by_change'])
  t.same(await indexes('place', there), ['events_by_place'])
  t.same(await indexes('sift', { ...there, query: undefined }), ['events_by_place'])
  t.same(await indexes('sift', there), ['events_by_place', 'events_pkey'])
  t.same(await indexes('order', asked), ['events_by_country_and_day'])
  t.same(await indexes('order', { ...there, countries: [] }), ['events_by_day', 'events_pkey'])
  t.same(await indexes('region', { ...asked, regions: ['USA-CA'] }), ['events_by_region_and_day'])
})
