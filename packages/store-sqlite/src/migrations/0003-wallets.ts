import type { Migration } from './migration.ts'

/** Keys with which people sign their profiles. The private half lies in the file as the signing keys do: whoever reads the file can sign. */
export const wallets: Migration = {
  version: 3,
  name: 'wallets',
  sql: `
    CREATE TABLE wallets (
      user_number INTEGER PRIMARY KEY REFERENCES users (number),
      address     TEXT NOT NULL UNIQUE,
      private_key BLOB NOT NULL,
      created_at  INTEGER NOT NULL
    ) STRICT;
  `,
}
