/** Who asks: a page offers acts to operators only. What somebody may do is decided by the database all the same. */
import { context } from 'postgraphile/grafast'
import { extendSchema, gql } from 'postgraphile/utils'

export const MePlugin = extendSchema({
  typeDefs: gql`
    extend type Query {
      """Who asks this."""
      me: Me!
    }
    """Whoever asks."""
    type Me {
      """As it is written down in acts."""
      name: String!
      """viewer or operator; only operators act."""
      role: String!
    }`,
  objects: { Query: { plans: { me: () => context().get('person') } } },
})
