/** The names of our tables, quoted for a statement. */
export interface TableNames {
  readonly records: string
  readonly migrations: string
  readonly byOwner: string
  readonly byDue: string
}

/** Names the tables; without a schema they are where the `search_path` of the connection leads. */
export function nameTables({ schema, prefix }: { readonly schema: string | undefined; readonly prefix: string }): TableNames {
  const place = schema === undefined ? '' : `${quote('schema', schema)}.`
  const named = (name: string): string => quote('prefix', `${prefix}${name}`)
  return {
    records: `${place}${named('records')}`,
    migrations: `${place}${named('migrations')}`,
    byOwner: named('by_owner'),
    byDue: named('by_due'),
  }
}

/** PostgreSQL cuts a name after 63 bytes, and two of ours could become one. */
function quote(option: string, name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(name))
    throw new TypeError(`${option} takes letters, digits and "_", a letter first, and with the name of a table 63 in all.`)
  return `"${name}"`
}
