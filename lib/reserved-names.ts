/** The local Supabase writes the names of a function's parameters into its SQL as they are; PostgREST quotes them. */

const reserved = new Set(['from', 'to', 'limit'])

/** A query with its words that are names of parameters in quotes. Kysely's raw nodes are pieces of SQL in an array. */
function quoted<Node>(node: Node): Node {
  if (Array.isArray(node)) return node.map(quoted) as Node
  if (node === null || typeof node !== 'object') return node
  const { kind, sqlFragments } = node as { kind?: string; sqlFragments?: string[] }
  if (kind === 'ValueNode') return node
  const [only = ''] = sqlFragments ?? []
  if (kind === 'RawNode' && sqlFragments?.length === 1 && reserved.has(only))
    return { ...node, sqlFragments: [`"${only}"`] }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, quoted(value)])) as Node
}

/** For Kysely, which the local Supabase asks through: functions may have parameters such as `from` and `limit`. */
export const quoteReservedNames = {
  transformQuery: <Node>({ node }: { node: Node }): Node => quoted(node),
  transformResult: async <Result>({ result }: { result: Result }): Promise<Result> => result,
}
