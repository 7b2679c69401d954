/** What front ends import beside `Database`: the row of a table or view, what can be inserted or updated, by name. */
export const helpers = `
type Public = Database['public']

/** A row of a table or view: \`Tables<'event_full'>\`. */
export type Tables<Name extends keyof (Public['Tables'] & Public['Views'])> = (Public['Tables'] & Public['Views'])[Name] extends {
  Row: infer Row
}
  ? Row
  : never

export type TablesInsert<Name extends keyof Public['Tables']> = Public['Tables'][Name]['Insert']

export type TablesUpdate<Name extends keyof Public['Tables']> = Public['Tables'][Name]['Update']

export type Enums<Name extends keyof Public['Enums']> = Public['Enums'][Name]

export type CompositeTypes<Name extends keyof Public['CompositeTypes']> = Public['CompositeTypes'][Name]
`
