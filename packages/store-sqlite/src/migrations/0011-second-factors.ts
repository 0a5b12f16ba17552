import type { Migration } from './migration.ts'

/** What proves a person besides a password: passkeys, authenticator apps, an account elsewhere; and the steps on the way there. */
export const secondFactors: Migration = {
  version: 11,
  name: 'second factors',
  sql: `
    CREATE TABLE ceremonies (
      key         BLOB PRIMARY KEY,
      purpose     TEXT NOT NULL
        CHECK (purpose IN ('passkey_registration', 'passkey_sign_in', 'second_step', 'totp_enrolment', 'upstream_sign_in')),
      browser_key BLOB NOT NULL,
      user_number INTEGER REFERENCES users (number),
      memo        BLOB,
      expires_at  INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ceremonies_by_user ON ceremonies (user_number) WHERE user_number IS NOT NULL;

    CREATE TABLE passkeys (
      credential_id BLOB PRIMARY KEY,
      user_number   INTEGER NOT NULL REFERENCES users (number),
      name          TEXT NOT NULL,
      public_key    BLOB NOT NULL,
      counter       INTEGER NOT NULL,
      transports    TEXT NOT NULL,
      created_at    INTEGER NOT NULL,
      last_used_at  INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX passkeys_by_user ON passkeys (user_number);

    CREATE TABLE totp_factors (
      user_number INTEGER PRIMARY KEY REFERENCES users (number),
      secret      BLOB NOT NULL,
      last_step   INTEGER NOT NULL,
      created_at  INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE recovery_codes (
      user_number INTEGER NOT NULL REFERENCES users (number),
      digest      BLOB NOT NULL,
      PRIMARY KEY (user_number, digest)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE upstream_accounts (
      issuer      TEXT NOT NULL,
      subject     TEXT NOT NULL,
      user_number INTEGER NOT NULL REFERENCES users (number),
      PRIMARY KEY (issuer, subject)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX upstream_accounts_by_user ON upstream_accounts (user_number);
  `,
}
