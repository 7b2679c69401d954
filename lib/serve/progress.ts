/** The subscriptions: what happens to runs and in the queue, told by Postgres (NOTIFY) as it commits. */
import type { PgResource } from 'postgraphile/@dataplan/pg'
import { type AccessStep, context, lambda, listen } from 'postgraphile/grafast'
import { extendSchema, gql } from 'postgraphile/utils'
import { happenings, type Subscriber } from './merge.ts'

/** Of runs, by our trigger; of jobs that come, by Graphile Worker, which needs no other word of what it does. */
const runChannel = 'ultrasearch_progress'
const jobChannel = 'jobs:insert'

export const ProgressPlugin = extendSchema(build => {
  const runs = build.pgResources.runs as PgResource
  const queue = build.pgResources.queued_jobs as PgResource
  return {
    typeDefs: gql`
      extend type Subscription {
        """
        Something happened to a run: it began, went on (told at most twice a second for each run), or ended. A client that
        connects again subscribes first, and then asks for the runs: what happened meanwhile is not told again.
        """
        runProgress: RunProgress
        """
        Jobs came, or a run went on, told at most once a second. What becomes due with time, and housekeeping that ends, is not
        told: a client that shows the queue asks for it now and then.
        """
        queueProgress: QueueProgress
      }
      type RunProgress {
        """The run as it is now."""
        run: Run
      }
      type QueueProgress {
        """The whole queue as it is now, by task and state."""
        queuedJobs: [QueuedJob!]
      }`,
    objects: {
      Subscription: {
        plans: {
          runProgress: {
            subscribePlan: () => listen(context().get('pgSubscriber') as never, runChannel, $id => $id),
            plan: ($id: AccessStep<string>) => $id,
          },
          queueProgress: {
            subscribePlan: () => {
              const both = (subscriber: Subscriber) => ({
                subscribe: () => happenings(subscriber, [runChannel, jobChannel]),
              })
              return listen(
                lambda(context().get('pgSubscriber'), both as never) as never,
                'both',
                $any => $any,
              )
            },
            plan: ($any: AccessStep<string>) => $any,
          },
        },
      },
      RunProgress: {
        plans: { run: ($id: AccessStep<string>) => runs.get({ id: lambda($id, String) }) },
      },
      QueueProgress: {
        plans: { queuedJobs: () => queue.find() },
      },
    },
  }
})
