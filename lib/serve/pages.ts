/** Every list comes in pages: of 50 rows unless said otherwise, of 500 at most. PostGraphile itself would give all rows. */
import { constant, lambda, type Step } from 'postgraphile/grafast'
import { GraphQLError } from 'postgraphile/graphql'

export const pageSize = 50
export const largestPage = 500

type Asked = readonly [first: number | null, last: number | null, before: unknown]

function checked(rows: number): number {
  if (rows >= 0 && rows <= largestPage) return rows
  throw new GraphQLError(`A page holds 0 to ${largestPage} rows. For more, ask again after its last cursor.`)
}

// What doesn't go together stays as it was asked: the library refuses it.
function firstOf([first, last, before]: Asked): number | null {
  if (first != null) return checked(first)
  return last == null && before == null ? pageSize : null
}
function lastOf([first, last, before]: Asked): number | null {
  if (last != null) return checked(last)
  return first == null && before != null ? pageSize : null
}

export const PagesPlugin: GraphileConfig.Plugin = {
  name: 'PagesPlugin',
  version: '1',
  after: ['PgFirstLastBeforeAfterArgsPlugin'],
  schema: {
    hooks: {
      GraphQLObjectType_fields_field_args(args, _build, { scope }) {
        if (!(scope.isPgFieldConnection || scope.isPgFieldSimpleCollection) || !args.first) return args
        // The field sets both: only it sees what is absent.
        args.first.applyPlan = () => {}
        args.first.description = `Only the first so many rows: ${pageSize} if nothing is said, at most ${largestPage}.`
        if (args.last) {
          args.last.applyPlan = () => {}
          args.last.description = `Only the last so many rows, at most ${largestPage}.`
        }
        return args
      },
      GraphQLObjectType_fields_field(field, _build, { scope }) {
        const { plan } = field
        if (!(scope.isPgFieldConnection || scope.isPgFieldSimpleCollection) || !plan) return field
        field.plan = ($parent, fieldArgs, info) => {
          const $list = plan($parent, fieldArgs, info)
          const has = (name: string): boolean => info.field.args.some(arg => arg.name === name)
          const given = (name: string): Step => (has(name) ? fieldArgs.getRaw(name) : constant(null))
          const $asked = [given('first'), given('last'), given('before')] as never
          if (has('first')) $list.setFirst(lambda($asked, firstOf as never, true))
          if (has('last')) $list.setLast(lambda($asked, lastOf as never, true))
          return $list
        }
        return field
      },
    },
  },
}
