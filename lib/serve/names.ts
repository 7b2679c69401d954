/** Names as one would say them, where those that the libraries make from Postgres' are not. */

import { GraphQLError, type ValueNode } from 'postgraphile/graphql'

/** Views of one row, and words without a plural. */
const uncountable: Record<string, string> = { storages: 'storage', gazetteers: 'gazetteer' }

export const NamesPlugin: GraphileConfig.Plugin = {
  name: 'NamesPlugin',
  version: '1',
  after: ['PgSimplifyInflectionPlugin'],
  inflection: {
    replace: {
      // An id is an id: there are no Relay nodes here to keep the word for.
      _attributeName(previous, _options, details) {
        return previous?.({ ...details, skipRowId: true }) ?? details.attributeName
      },
      allRowsConnection(previous, _options, resource) {
        const name = previous?.(resource) ?? resource.name
        return uncountable[name] ?? name
      },
    },
  },
  schema: {
    hooks: {
      // The ids that people type are small: `run(id: 42)`, with or without quotation marks.
      GraphQLScalarType(scalar) {
        if (scalar.name !== 'BigInt') return scalar
        return {
          ...scalar,
          description: 'A whole number of up to 64 bits: given as text, taken as a number or as text.',
          parseValue: (value: unknown) => wholeNumber(value),
          parseLiteral: (node: ValueNode) => wholeNumber('value' in node ? node.value : null),
        }
      },
    },
  },
}

function wholeNumber(value: unknown): string {
  if (typeof value === 'string' && /^-?\d{1,19}$/.test(value)) return value
  if (Number.isSafeInteger(value)) return String(value)
  throw new GraphQLError('A whole number is wanted, such as 42 or "42".')
}
