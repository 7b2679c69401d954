/**
 * How much one operation may ask for, told before anything runs: its depth, and its cost, the rows it could give at most.
 * A list counts as long as the page that was asked for, so it is the variables, too, that decide.
 */
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLNamedType,
  GraphQLSchema,
  SelectionSetNode,
} from 'postgraphile/graphql'
import { GraphQLError, getNamedType, getOperationAST, isObjectType } from 'postgraphile/graphql'
import { largestPage, pageSize } from './pages.ts'

/** Of a request, in bytes; Ruru's introspection has 2,000. */
export const largestBody = 100_000
/** A run with its requests, their attempts and each one's worker is 9 deep (nodes count as a level). */
const deepest = 12
/** Four lists of the largest page, or a page of 50 with 200 rows to each. */
const dearest = 10_000

type Weight = { depth: number; cost: number }
type Walk = {
  schema: GraphQLSchema
  fragments: Map<string, FragmentDefinitionNode>
  variables: Record<string, unknown>
  /** Fragments that were weighed: one that is spread a thousand times is weighed once. */
  known: Map<string, Weight>
}

type Asked = {
  schema: GraphQLSchema
  document: DocumentNode
  operationName?: string | null | undefined
  variableValues?: Record<string, unknown> | null | undefined
  requestContext?: { ws?: unknown } | undefined
}

/** Runs nothing that is too deep or too dear; over HTTP and WebSockets alike. */
export const LimitsPlugin: GraphileConfig.Plugin = {
  name: 'LimitsPlugin',
  version: '1',
  grafserv: {
    middleware: {
      setPreset(next, event) {
        const { getExecutionConfig } = event
        event.getExecutionConfig = async function (...context) {
          const config = await getExecutionConfig.apply(this, context)
          const limited =
            <Run extends (args: never) => unknown>(run: Run) =>
            (args: Parameters<Run>[0]) => {
              const reason = tooMuch(args)
              return reason ? { errors: [new GraphQLError(reason)] } : run(args)
            }
          return {
            ...config,
            execute: limited(config.execute),
            subscribe: limited(config.subscribe),
          } as never
        }
        return next()
      },
    },
  },
}

/** Why an operation, which is valid, is refused; or null. */
function tooMuch({ schema, document, operationName, variableValues, requestContext }: Asked): string | null {
  const operation = getOperationAST(document, operationName)
  // The library refuses that itself.
  if (!operation) return null
  // There it would pass by the limits of HTTP.
  if (requestContext?.ws && operation.operation !== 'subscription')
    return 'A WebSocket is for subscriptions: ask for everything else over HTTP.'
  const fragments = new Map(
    document.definitions.flatMap(d => (d.kind === 'FragmentDefinition' ? [[d.name.value, d] as const] : [])),
  )
  const defaults = Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue?.kind === 'IntValue' ? [[variable.name.value, Number(defaultValue.value)]] : [],
    ),
  )
  const walk = { schema, fragments, variables: { ...defaults, ...variableValues }, known: new Map() }
  const { depth, cost } = weigh(operation.selectionSet, schema.getRootType(operation.operation), walk)
  if (depth > deepest) return `This is ${depth} levels deep; at most ${deepest} are answered.`
  return cost > dearest
    ? `This could give ${cost} rows; at most ${dearest} are answered. Ask for smaller pages (first).`
    : null
}

function weigh(set: SelectionSetNode, type: GraphQLNamedType | null | undefined, walk: Walk): Weight {
  const all: Weight = { depth: 0, cost: 0 }
  for (const selection of set.selections) {
    const one =
      selection.kind === 'Field'
        ? weighField(selection, type, walk)
        : selection.kind === 'InlineFragment'
          ? weigh(selection.selectionSet, typeOf(selection.typeCondition?.name.value, walk) ?? type, walk)
          : weighFragment(selection.name.value, walk)
    all.depth = Math.max(all.depth, one.depth)
    all.cost += one.cost
  }
  return all
}

const typeOf = (name: string | undefined, { schema }: Walk): GraphQLNamedType | undefined =>
  name === undefined ? undefined : schema.getType(name)

function weighFragment(name: string, walk: Walk): Weight {
  const known = walk.known.get(name)
  if (known) return known
  const fragment = walk.fragments.get(name)
  const weight = fragment
    ? weigh(fragment.selectionSet, typeOf(fragment.typeCondition.name.value, walk), walk)
    : { depth: 0, cost: 0 }
  walk.known.set(name, weight)
  return weight
}

/** Introspection is free: the library itself keeps it from going round in circles. */
function weighField(field: FieldNode, type: GraphQLNamedType | null | undefined, walk: Walk): Weight {
  const name = field.name.value
  if (!field.selectionSet || name.startsWith('__')) return { depth: 1, cost: 0 }
  const to = isObjectType(type) ? getNamedType(type.getFields()[name]?.type) : undefined
  const inner = weigh(field.selectionSet, to, walk)
  const rows = to?.name.endsWith('Connection') ? pageOf(field, walk) : 1
  // nodes, edges and pageInfo are no rows of their own: their connection is counted.
  const own = isObjectType(type) && type.name.endsWith('Connection') ? 0 : 1
  return { depth: 1 + inner.depth, cost: rows * (own + inner.cost) }
}

/** The page that a field asks for; a null or a value of the wrong kind may still become a whole page. */
function pageOf(field: FieldNode, { variables }: Walk): number {
  const asked = (field.arguments ?? [])
    .filter(({ name }) => name.value === 'first' || name.value === 'last')
    .map(({ value }) => {
      if (value.kind === 'IntValue') return Number(value.value)
      const given = value.kind === 'Variable' ? variables[value.name.value] : undefined
      return typeof given === 'number' ? given : pageSize
    })
  return Math.min(largestPage, asked.length > 0 ? Math.max(0, ...asked) : pageSize)
}
