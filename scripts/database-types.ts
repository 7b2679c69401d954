/** The public schema as the type `Database` that supabase-js takes, in the shape of `supabase gen types typescript`. */
import type { ClientBase, Pool } from 'pg'
import { helpers } from './database-types-helpers.ts'

type Column = { name: string; type: string; nullable: boolean; optional: boolean; generated: boolean }
type Relation = {
  name: string
  kind: string
  columns: Column[]
  keys: { name: string; columns: string[]; one: boolean; table: string; target: string[] }[]
}
type Callable = {
  name: string
  args: { name: string; type: string; optional: boolean }[]
  set: boolean
  returns: string
  row: Column[] | null
}

const relations = `
  select c.relname as name, c.relkind as kind,
    (select json_agg(json_build_object('name', attname, 'type', format_type(atttypid, null), 'nullable', not attnotnull,
        'optional', not attnotnull or atthasdef or attidentity <> '', 'generated', attidentity = 'a') order by attname collate "C")
      from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) as columns,
    coalesce((select json_agg(json_build_object('name', conname, 'table', confrelid::regclass::text,
        'columns', (select json_agg(attname) from pg_attribute where attrelid = conrelid and attnum = any (conkey)),
        'target', (select json_agg(attname) from pg_attribute where attrelid = confrelid and attnum = any (confkey)),
        'one', exists (select from pg_index where indrelid = conrelid and indisunique and indkey::int2[] = conkey)) order by conname)
      from pg_constraint where conrelid = c.oid and contype = 'f' and confrelid::regclass::text !~ '\\.'), '[]') as keys
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
  order by c.relname`

const functions = `
  select p.proname as name, p.proretset as set, format_type(p.prorettype, null) as returns,
    coalesce((select json_agg(json_build_object('name', p.proargnames[n], 'type', format_type(t, null),
        'optional', n > p.pronargs - p.pronargdefaults) order by p.proargnames[n])
      from unnest(p.proargtypes::oid[]) with ordinality as a (t, n)), '[]') as args,
    (select json_agg(json_build_object('name', attname, 'type', format_type(atttypid, null), 'nullable', true) order by attname collate "C")
      from pg_type y join pg_attribute a on a.attrelid = y.typrelid and attnum > 0 and not attisdropped
      where y.oid = p.prorettype and y.typrelid <> 0) as row
  from pg_proc p
  where p.pronamespace = 'public'::regnamespace
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  order by p.proname`

/** The TypeScript of a Postgres type as PostgREST sends it. */
function typescript(type: string): string {
  if (type.endsWith('[]')) return `${typescript(type.slice(0, -2))}[]`
  if (/^(smallint|integer|bigint|numeric|real|double precision)$/.test(type)) return 'number'
  if (type === 'boolean') return 'boolean'
  if (/^jsonb?$/.test(type)) return 'Json'
  if (/^(text|date|uuid|character|timestamp|time)/.test(type)) return 'string'
  return 'unknown'
}

const block = (lines: string[], indent: string): string =>
  lines.length === 0 ? '{}' : `{\n${lines.map(line => `${indent}  ${line}\n`).join('')}${indent}}`

const key = (name: string): string => (/^[a-z_]\w*$/i.test(name) ? name : JSON.stringify(name))

const row = (columns: Column[], isView: boolean, indent: string): string =>
  block(
    columns.map(c => `${key(c.name)}: ${typescript(c.type)}${c.nullable || isView ? ' | null' : ''}`),
    indent,
  )

function written(columns: Column[], isUpdate: boolean, indent: string): string {
  const lines = columns.map(c => {
    const type = c.generated ? 'never' : `${typescript(c.type)}${c.nullable ? ' | null' : ''}`
    return `${key(c.name)}${isUpdate || c.optional ? '?' : ''}: ${type}`
  })
  return block(lines, indent)
}

function relationships({ keys }: Relation, indent: string): string {
  const each = keys.map(k => {
    const list = (names: string[]) => `[${names.map(name => `'${name}'`).join(', ')}]`
    return block(
      [
        `foreignKeyName: '${k.name}'`,
        `columns: ${list(k.columns)}`,
        `isOneToOne: ${k.one}`,
        `referencedRelation: '${k.table}'`,
        `referencedColumns: ${list(k.target)}`,
      ],
      `${indent}  `,
    )
  })
  return each.length === 0 ? '[]' : `[\n${each.map(text => `${indent}  ${text},\n`).join('')}${indent}]`
}

function relation(r: Relation): string {
  const isView = r.kind === 'v' || r.kind === 'm'
  const indent = '        '
  const writes = [
    `Insert: ${written(r.columns, false, indent)}`,
    `Update: ${written(r.columns, true, indent)}`,
  ]
  const parts = [
    `Row: ${row(r.columns, isView, indent)}`,
    ...(isView ? [] : writes),
    `Relationships: ${relationships(r, indent)}`,
  ]
  return `${key(r.name)}: ${block(parts, '      ')}`
}

function callable(f: Callable): string {
  const args = f.args.map(a => `${key(a.name)}${a.optional ? '?' : ''}: ${typescript(a.type)}`)
  const one = f.row ? row(f.row, true, '        ') : typescript(f.returns)
  return `${key(f.name)}: ${block([`Args: ${args.length > 0 ? block(args, '        ') : 'never'}`, `Returns: ${one}${f.set ? '[]' : ''}`], '      ')}`
}

/** The file's text, but for formatting. */
export async function printDatabaseTypes(client: ClientBase | Pool): Promise<string> {
  const all: Relation[] = (await client.query(relations)).rows
  const calls: Callable[] = (await client.query(functions)).rows
  const of = (kinds: string[]) => all.filter(r => kinds.includes(r.kind)).map(relation)
  const none = '{ [_ in never]: never }'
  const parts = [
    `Tables: ${block(of(['r', 'p']), '    ')}`,
    `Views: ${block(of(['v', 'm']), '    ')}`,
    `Functions: ${block(calls.map(callable), '    ')}`,
    `Enums: ${none}`,
    `CompositeTypes: ${none}`,
  ]
  return `export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  public: ${block(parts, '  ')}
}
${helpers}`
}
