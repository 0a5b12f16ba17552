import type { Migration } from './migration.ts'

/** Recent sign-ins of each app, for its developers. `keys` and `steps` are JSON: they are only ever read whole. */
export const signInLog: Migration = {
  version: 9,
  name: 'sign-in-log',
  sql: `
    CREATE TABLE sign_in_log (
      number        INTEGER PRIMARY KEY,
      id            TEXT NOT NULL,
      client_number INTEGER NOT NULL REFERENCES clients (number),
      kind          TEXT NOT NULL CHECK (kind IN ('failed', 'signed_in', 'refreshed')),
      at            INTEGER NOT NULL,
      keys          TEXT NOT NULL,
      steps         TEXT NOT NULL
    ) STRICT;
    CREATE INDEX sign_in_log_of_client ON sign_in_log (client_number, kind);
  `,
}
