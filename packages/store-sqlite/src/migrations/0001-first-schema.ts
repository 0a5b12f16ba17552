import type { Migration } from './migration.ts'

/**
 * The tables of the spine.
 *
 * Secrets are keyed by `SecretKey` (issue time, then digest) in tables without rowid: a fresh row is appended beside its neighbours
 * instead of landing on a random page, and a look-up is one descent of one tree.
 * Rows name users and clients by number, so that a million small rows stay small.
 *
 * `access_tokens.grant_id` and `authorization_codes.grant_id` declare no foreign key on purpose: deleting a grant would search both tables
 * for children, and a token whose grant is gone is dead anyway, as every check joins the grant.
 */
export const firstSchema: Migration = {
  version: 1,
  name: 'first-schema',
  sql: `
    CREATE TABLE users (
      number          INTEGER PRIMARY KEY AUTOINCREMENT,
      id              TEXT NOT NULL UNIQUE,
      username        TEXT NOT NULL,
      username_folded TEXT NOT NULL UNIQUE,
      password_digest TEXT,
      name            TEXT NOT NULL,
      email           TEXT,
      email_verified  INTEGER NOT NULL,
      verified        INTEGER NOT NULL,
      picture         TEXT,
      created_at      INTEGER NOT NULL,
      disabled_at     INTEGER
    ) STRICT;
    -- Numbers are shown to people: never reused, and the first ones look like any other.
    INSERT INTO sqlite_sequence (name, seq) VALUES ('users', 1000);

    CREATE TABLE clients (
      number                INTEGER PRIMARY KEY,
      id                    TEXT NOT NULL UNIQUE,
      name                  TEXT NOT NULL,
      application_type      TEXT NOT NULL CHECK (application_type IN ('web', 'native')),
      authentication_method TEXT NOT NULL CHECK (authentication_method IN ('none', 'client_secret_basic', 'client_secret_post')),
      secret_digests        TEXT NOT NULL,
      redirect_uris         TEXT NOT NULL,
      scope                 TEXT NOT NULL,
      homepage              TEXT,
      verified              INTEGER NOT NULL,
      created_at            INTEGER NOT NULL,
      disabled_at           INTEGER
    ) STRICT;

    CREATE TABLE browser_sessions (
      key              BLOB PRIMARY KEY,
      user_number      INTEGER NOT NULL REFERENCES users (number),
      authenticated_at INTEGER NOT NULL,
      expires_at       INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE authorization_transactions (
      key             BLOB PRIMARY KEY,
      browser_key     BLOB NOT NULL,
      client_number   INTEGER NOT NULL REFERENCES clients (number),
      redirect_uri    TEXT NOT NULL,
      response_mode   TEXT NOT NULL CHECK (response_mode IN ('query', 'fragment', 'form_post')),
      scope           TEXT NOT NULL,
      state           TEXT,
      nonce           TEXT,
      code_challenge  TEXT NOT NULL,
      display         TEXT NOT NULL CHECK (display IN ('popup', 'page')),
      prompt          TEXT NOT NULL,
      max_age_seconds INTEGER,
      login_hint      TEXT,
      created_at      INTEGER NOT NULL,
      expires_at      INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE consents (
      user_number   INTEGER NOT NULL REFERENCES users (number),
      client_number INTEGER NOT NULL REFERENCES clients (number),
      scope         TEXT NOT NULL,
      updated_at    INTEGER NOT NULL,
      PRIMARY KEY (user_number, client_number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE authorization_codes (
      key              BLOB PRIMARY KEY,
      client_number    INTEGER NOT NULL REFERENCES clients (number),
      user_number      INTEGER NOT NULL REFERENCES users (number),
      redirect_uri     TEXT NOT NULL,
      code_challenge   TEXT NOT NULL,
      scope            TEXT NOT NULL,
      nonce            TEXT,
      authenticated_at INTEGER NOT NULL,
      expires_at       INTEGER NOT NULL,
      consumed_at      INTEGER,
      grant_id         BLOB
    ) STRICT, WITHOUT ROWID;

    -- With its refresh token as it stands now, so that a rotation is one write to one row.
    CREATE TABLE grants (
      id                 BLOB PRIMARY KEY,
      client_number      INTEGER NOT NULL REFERENCES clients (number),
      user_number        INTEGER NOT NULL REFERENCES users (number),
      scope              TEXT NOT NULL,
      nonce              TEXT,
      authenticated_at   INTEGER NOT NULL,
      created_at         INTEGER NOT NULL,
      ends_at            INTEGER,
      revoked_at         INTEGER,
      kept_until         INTEGER NOT NULL,
      generation         INTEGER,
      refresh_expires_at INTEGER,
      rotated_at         INTEGER,
      refresh_digest     BLOB,
      predecessor_digest BLOB,
      successor_nonce    BLOB
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE access_tokens (
      key        BLOB PRIMARY KEY,
      grant_id   BLOB NOT NULL,
      scope      TEXT NOT NULL,
      issued_at  INTEGER NOT NULL,
      expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE signing_keys (
      number      INTEGER PRIMARY KEY,
      id          TEXT NOT NULL UNIQUE,
      algorithm   TEXT NOT NULL CHECK (algorithm = 'ES256'),
      private_jwk TEXT NOT NULL,
      created_at  INTEGER NOT NULL
    ) STRICT;
  `,
}
