import t from 'tap'
import { freshDatabase } from '../fixtures/database.ts'
import { Hands, race } from '../fixtures/hands.ts'

/** Entries of indexes and rows of tables that were read since the statistics began. */
async function readUntilNow(hands: Hands): Promise<number> {
  await hands.rows('select pg_stat_force_next_flush()')
  const { n } = await hands.row<{ n: string }>(`
    select (select sum(idx_tup_read) from pg_stat_user_indexes where schemaname = 'ingest')
      + (select sum(seq_tup_read) from pg_stat_user_tables where schemaname = 'ingest') as n`)
  return Number(n)
}

/** Each of 300 pages asks for the next and the first. Answers what they read of the database. */
async function readPages(
  hands: Hands,
  run: number,
  from: number,
  to: number,
  again = false,
): Promise<number> {
  const before = await readUntilNow(hands)
  for (let i = from; i < to; i++) {
    await hands.download(run, `p${i}`, again ? 304 : `page ${i}`)
    if (!again)
      await hands.parse(run, `p${i}`, {
        races: [race(`${i}`)],
        requests: [{ url: `p${(i + 1) % 300}` }, { url: 'p0' }],
      })
  }
  return (await readUntilNow(hands)) - before
}

t.test("what a page costs doesn't grow with the pages of its run", async t => {
  // One that nothing was planned for yet.
  const hands = new Hands(await freshDatabase(t))
  // Tables without rows look smaller than any index.
  await hands.rows('set enable_seqscan = off')
  // Who comes to clear away meanwhile reads too, and until it has gone what rows were before stays.
  await hands.rows(`
    do $$
    declare v_table regclass;
    begin
      for v_table in select oid from pg_class where relnamespace = 'ingest'::regnamespace and relkind = 'r' loop
        execute format('alter table %s set (autovacuum_enabled = off)', v_table);
      end loop;
    end $$`)
  await hands.register('toy')
  // Unchanged three times: whoever looks at this database meanwhile keeps what rows were before, which is read too. Growth is in each.
  const unchanged: number[] = []
  for (const again of [false, true, true, true]) {
    const run = await hands.fetch(['p0'])
    const first = await readPages(hands, run, 0, 50, again)
    await readPages(hands, run, 50, 250, again)
    const last = await readPages(hands, run, 250, 300, again)
    // What a row was before is read through until it is cleared away.
    if (again) unchanged.push(last / first)
    else t.ok(last < 2 * first, `read of 50 pages: ${first} at first, ${last} later`)
    t.match(await hands.upload(run), { status: 'published', requests: 300, records: 300 })
  }
  t.ok(Math.min(...unchanged) < 2, `read of 50 unchanged pages, later for at first: ${unchanged}`)
})
