/** The subscription: what happens to runs, told by Postgres (NOTIFY) as it commits. */
import type { PgResource } from 'postgraphile/@dataplan/pg'
import { type AccessStep, context, lambda, listen } from 'postgraphile/grafast'
import { extendSchema, gql } from 'postgraphile/utils'

export const ProgressPlugin = extendSchema(build => {
  const runs = build.pgResources.runs as PgResource
  return {
    typeDefs: gql`
      extend type Subscription {
        """
        Something happened to a run: it began, went on (told at most twice a second for each run), or ended. A client that
        connects again subscribes first, and then asks for the runs: what happened meanwhile is not told again.
        """
        runProgress: RunProgress
      }
      type RunProgress {
        """The run as it is now."""
        run: Run
      }`,
    objects: {
      Subscription: {
        plans: {
          runProgress: {
            subscribePlan: () =>
              listen(context().get('pgSubscriber') as never, 'ultrasearch_progress', $id => $id),
            plan: ($id: AccessStep<string>) => $id,
          },
        },
      },
      RunProgress: {
        plans: { run: ($id: AccessStep<string>) => runs.get({ id: lambda($id, String) }) },
      },
    },
  }
})
