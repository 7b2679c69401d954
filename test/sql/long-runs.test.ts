import t from 'tap'
import { freshDatabase } from '../fixtures/database.ts'
import { Hands, race } from '../fixtures/hands.ts'

/**
 * Rows of tables that were read since the statistics began. Not the entries of indexes: those of what rows were before are read too
 * for as long as anybody is in a transaction that writes, be it in another database of the cluster.
 */
async function readUntilNow(hands: Hands): Promise<number> {
  await hands.rows('select pg_stat_force_next_flush()')
  const { n } = await hands.row<{ n: string }>(`
    select sum(idx_tup_fetch) + sum(seq_tup_read) as n from pg_stat_user_tables where schemaname = 'ingest'`)
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
  await hands.register('toy')
  for (const again of [false, true]) {
    const run = await hands.fetch(['p0'])
    const first = await readPages(hands, run, 0, 50, again)
    await readPages(hands, run, 50, 250, again)
    const last = await readPages(hands, run, 250, 300, again)
    t.ok(
      last < 1.2 * first,
      `read of 50 pages${again ? ', unchanged' : ''}: ${first} at first, ${last} later`,
    )
    t.match(await hands.upload(run), { status: 'published', requests: 300, records: 300 })
  }
})
