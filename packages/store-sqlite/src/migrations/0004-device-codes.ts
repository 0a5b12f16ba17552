import type { Migration } from './migration.ts'

/** Devices without a browser that wait for a person (RFC 8628). The user code is short and short-lived: it opens nothing by itself. */
export const deviceCodes: Migration = {
  version: 4,
  name: 'device-codes',
  sql: `
    CREATE TABLE device_codes (
      key              BLOB PRIMARY KEY,
      user_code        TEXT NOT NULL UNIQUE,
      client_number    INTEGER NOT NULL REFERENCES clients (number),
      scope            TEXT NOT NULL,
      created_at       INTEGER NOT NULL,
      expires_at       INTEGER NOT NULL,
      state            TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'approved', 'denied', 'spent')),
      user_number      INTEGER REFERENCES users (number),
      authenticated_at INTEGER,
      polled_at        INTEGER,
      slow_downs       INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID;
  `,
}
