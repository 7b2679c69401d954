/** How many of each there may be: within the database's connections, and by what waits. */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { freshDatabase } from '../fixtures/database.ts'
import { isWorker, kind, kustomizes, type Manifest, render, settingsOf } from '../fixtures/manifests.ts'

for (const name of ['staging', 'production']) {
  const manifests = render(kustomizes()[0] ?? [], name)
  t.test(`${name} keeps within the database's connections`, async t => {
    const scaled = manifests.filter(({ spec }) => spec?.scaleTargetRef)
    const most = (one: Manifest): number => {
      const by = scaled.find(({ spec }) => spec.scaleTargetRef.name === one.metadata.name)?.spec
      const replicas = by ? (by.maxReplicaCount ?? by.maxReplicas) : one.spec.replicas
      return replicas + (one.spec.strategy?.rollingUpdate.maxSurge ?? 0)
    }
    for (const one of kind(manifests, 'Deployment')) t.ok(most(one) >= 1, one.metadata.name)
    const workers = kind(manifests, 'Deployment').filter(isWorker)
    // A worker: 4 more than its hands, and its heart (scripts/verbs.ts, lib/heart-thread.ts). The server: 2, 7 and 4
    // (lib/serve/server.ts, api.ts, lib/feeds/library.ts). 4 for migrate, one for each ScaledObject.
    const needed =
      workers.reduce((n, one) => n + most(one) * (Number(settingsOf(manifests, one).CONCURRENCY) + 5), 0) +
      kind(manifests, 'Deployment')
        .filter(one => !isWorker(one))
        .reduce((n, one) => n + most(one) * 13, 0) +
      4 +
      kind(manifests, 'ScaledObject').length
    const allowed = Number(kind(manifests, 'Namespace')[0]?.metadata.annotations?.['ultrasearch/connections'])
    t.ok(needed <= allowed, `${needed} of ${allowed}`)
    t.ok(needed > allowed / 2, 'the budget is no formality')
  })
}

t.test('KEDA counts what waits, as who may only look', async t => {
  const production = render(kustomizes()[0] ?? [], 'production')
  const { pool } = await freshDatabase(t)
  const tasks = readdirSync(path.join(import.meta.dirname, '../../tasks')).map(file =>
    path.basename(file, '.ts'),
  )
  await pool.query(`select graphile_worker.add_job(task) from unnest($1::text[]) as task`, [tasks])
  const client = await pool.connect()
  await client.query('set role ultrasearch_viewer')
  const counts: number[] = []
  for (const { spec } of kind(production, 'ScaledObject')) {
    t.equal(spec.triggers[0].type, 'postgresql')
    const { rows } = await client.query(spec.triggers[0].metadata.query)
    counts.push(Object.values(rows[0] as Record<string, number>)[0] ?? 0)
  }
  client.release(true)
  t.same(counts, [2, 1, tasks.length - 3], 'each job is one scaler’s')
})
