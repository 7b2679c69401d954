/** Schema `status` as GraphQL: PostGraphile over what is there, with our names, pages, limits and errors. */
import { PgSimplifyInflectionPreset } from '@graphile/simplify-inflection'
import type pg from 'pg'
import { makePgService } from 'postgraphile/adaptors/pg'
import { getOperationAST } from 'postgraphile/graphql'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'
import { PostGraphileConnectionFilterPreset } from 'postgraphile-plugin-connection-filter'
import { maskError } from './errors.ts'
import { LimitsPlugin } from './limits.ts'
import { MePlugin } from './me.ts'
import { NamesPlugin } from './names.ts'
import { PagesPlugin } from './pages.ts'
import type { Person } from './people.ts'
import { ProgressPlugin } from './progress.ts'
import { tags } from './tags.ts'

declare global {
  namespace Grafast {
    interface RequestContext {
      /** Whoever asks over HTTP. */
      person: Person
      ws: { request?: object }
    }
    interface Context {
      person: Person
    }
  }
}

/** A page of anything takes milliseconds. An act may wait its turn to publish, and then erase a source. */
const queryMs = 5_000
export const actMs = 110_000

/** Whoever asked for the upgrade to a WebSocket. */
export type People = WeakMap<object, Person>

export function preset(pool: pg.Pool, people: People): GraphileConfig.Preset {
  return {
    extends: [PostGraphileAmberPreset, PgSimplifyInflectionPreset, PostGraphileConnectionFilterPreset],
    plugins: [tags, NamesPlugin, PagesPlugin, LimitsPlugin, ProgressPlugin, MePlugin],
    disablePlugins: ['NodePlugin'],
    pgServices: [makePgService({ pool, schemas: ['status'], pubsub: true })],
    schema: {
      // Views are read; functions act.
      defaultBehavior: '-insert -update -delete',
      connectionFilterAllowedOperators: [
        'isNull',
        'equalTo',
        'notEqualTo',
        'in',
        'notIn',
        'lessThan',
        'lessThanOrEqualTo',
        'greaterThan',
        'greaterThanOrEqualTo',
        'includesInsensitive',
        'startsWith',
      ],
      connectionFilterArrays: false,
      connectionFilterComputedColumns: false,
      connectionFilterSetofFunctions: true,
    },
    grafserv: {
      graphqlPath: '/graphql',
      graphiqlPath: '/ruru',
      graphiqlStaticPath: '/ruru-static/',
      graphiqlOnGraphQLGET: false,
      graphqlOverGET: false,
      websockets: true,
      maskError,
    },
    grafast: {
      explain: false,
      context({ person, ws }, { document, operationName }) {
        const who = person ?? (ws && people.get(ws.request ?? ws))
        if (!who) throw new Error('Bug! Nobody asks.')
        const isAct = getOperationAST(document, operationName)?.operation === 'mutation'
        const ms = isAct ? actMs : queryMs
        return {
          person: who,
          pgSettings: {
            role: `ultrasearch_${who.role}`,
            'ultrasearch.who': who.name,
            statement_timeout: String(ms),
            // A little less, so that whoever waited in vain is told of that.
            lock_timeout: String(ms - 500),
          },
        }
      },
    },
  }
}
