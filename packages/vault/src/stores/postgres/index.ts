export type { PostgresPool, PostgresResult, PostgresStatement } from './postgres-pool.ts'
export { type PostgresStore, type PostgresStoreOptions, postgresStore } from './postgres-store.ts'
