/** A job goes into the queue, is seen as a worker would see it, and is removed. */
import type pg from 'pg'
import { error, ok, type Place, unchecked, type Verdict } from './finding.ts'

// A task that no worker knows, so that none takes it.
const task = 'ultrasearch_doctor_canary'
const lock = `hashtextextended('ultrasearch doctor', 0)`

/**
 * Committed, because only then can another connection see it: what is rolled back proves neither the commit nor that
 * the queue shows it. One statement on the server writes it, commits, waits for our look, and removes it. Killed in
 * between, our lock goes with our session, and the server goes on to remove it. Had the server itself crashed there,
 * the next doctor replaces it, by its key, and removes that.
 */
const writeAndRemove = `
do $$
begin
  perform graphile_worker.add_job('${task}', '{}', job_key => '${task}');
  commit;
  -- Nobody looks for longer than 5 s.
  begin
    set local lock_timeout = '5s';
    perform pg_advisory_xact_lock(${lock});
  exception when lock_not_available then null;
  end;
  set local lock_timeout = 0;
  perform graphile_worker.remove_job('${task}');
  delete from graphile_worker._private_tasks where identifier = '${task}';
  commit;
end
$$`

/** What Graphile Worker asks before it takes a job, with the lock that it takes. */
const lookAsWorker = `
  select from graphile_worker._private_jobs as jobs
  where is_available = true and run_at <= now()
    and task_id = any (select id from graphile_worker._private_tasks where identifier = '${task}')
  for update skip locked`

export async function checkCanary({ first, second }: Place): Promise<Verdict> {
  const { rows } = await second.query(`select pg_try_advisory_lock(${lock}) as got`)
  if (!rows[0].got) return unchecked('another doctor is at it this moment')
  await second.query('listen "jobs:insert"')
  const told = news(second)
  const gone = first.query(writeAndRemove)
  const seen = await isSeen(second, told, gone).finally(() =>
    second.query(`select pg_advisory_unlock(${lock})`),
  )
  await gone
  await second.query('unlisten "jobs:insert"')
  if (!seen) return error('a job was queued, and no worker would be told or see it', advice)
  if (await look(second)) return error('a job that was removed is still in the queue', advice)
  return ok('a job was queued, told of, seen and removed')
}

const advice = `Connect as the owner of graphile_worker, and look there for ${task}.`

const news = (client: pg.Client): Promise<false> =>
  new Promise(resolve => client.once('notification', () => resolve(false)))

const look = async (client: pg.Client): Promise<boolean> => (await client.query(lookAsWorker)).rowCount === 1

/** Look whenever a job is told of, as a worker does, until the canary is seen or gone. */
async function isSeen(client: pg.Client, told: Promise<false>, gone: Promise<unknown>): Promise<boolean> {
  const ended = gone.then(
    () => true,
    () => true,
  )
  for (let next = told; !(await Promise.race([ended, next])); ) {
    next = news(client)
    if (await look(client)) return true
  }
  return false
}
