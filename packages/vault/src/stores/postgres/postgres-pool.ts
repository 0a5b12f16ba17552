/** What the store needs of `pg`: a `Pool` has it, and so has a `Client`. */
export interface PostgresPool {
  query(statement: PostgresStatement): Promise<PostgresResult>
}

export interface PostgresStatement {
  /** Prepared under this name, once for each connection. */
  name?: string
  text: string
  values?: unknown[]
}

export interface PostgresResult {
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly rowCount: number | null
}
