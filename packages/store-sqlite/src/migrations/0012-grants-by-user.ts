import type { Migration } from './migration.ts'

/** Finds what a person gave out without reading every grant, and since when. A refresh touches none of what is indexed. */
export const grantsByUser: Migration = {
  version: 12,
  name: 'grants-by-user',
  sql: `
    CREATE INDEX grants_of_user ON grants (user_number, client_number) WHERE revoked_at IS NULL;
    ALTER TABLE consents ADD COLUMN created_at INTEGER;
    UPDATE consents SET created_at = updated_at;
  `,
}
