import type { Migration } from './migration.ts'

/** Finds what an app holds without reading every grant: what its deletion would end, and ends. A refresh touches none of what is indexed. */
export const grantsByClient: Migration = {
  version: 14,
  name: 'grants-by-client',
  sql: 'CREATE INDEX grants_of_client ON grants (client_number) WHERE revoked_at IS NULL;',
}
