import type { Migration } from './migration.ts'

/**
 * What accounts need that people open themselves.
 *
 * Two accounts may name one e-mail address, but one has proven it; where two had, the older one keeps the proof.
 * Attempts and links hold digests: neither table tells what was typed into a form that failed, nor opens anything.
 */
export const accounts: Migration = {
  version: 6,
  name: 'accounts',
  sql: `
    ALTER TABLE users ADD COLUMN email_folded TEXT;
    UPDATE users SET email_folded = lower(email);
    UPDATE users SET email_verified = 0 WHERE email_verified <> 0 AND (email_folded IS NULL OR EXISTS (
      SELECT 1 FROM users AS older WHERE older.email_folded = users.email_folded AND older.email_verified <> 0 AND older.number < users.number));
    CREATE UNIQUE INDEX users_by_proven_email ON users (email_folded) WHERE email_verified = 1;

    ALTER TABLE browser_sessions ADD COLUMN user_agent TEXT;
    ALTER TABLE browser_sessions ADD COLUMN remote_address TEXT;
    ALTER TABLE browser_sessions ADD COLUMN started_at INTEGER;
    ALTER TABLE browser_sessions ADD COLUMN last_seen_at INTEGER;
    CREATE INDEX browser_sessions_by_user ON browser_sessions (user_number);

    CREATE TABLE email_links (
      key             BLOB PRIMARY KEY,
      purpose         TEXT NOT NULL CHECK (purpose IN ('sign_up', 'change_email', 'recover')),
      email           TEXT NOT NULL,
      user_number     INTEGER REFERENCES users (number),
      username        TEXT,
      name            TEXT,
      password_digest TEXT,
      browser_key     BLOB,
      continue_at     TEXT,
      expires_at      INTEGER NOT NULL,
      CHECK ((user_number IS NULL) = (purpose = 'sign_up')),
      CHECK (purpose <> 'sign_up' OR (username IS NOT NULL AND name IS NOT NULL AND password_digest IS NOT NULL
        AND browser_key IS NOT NULL AND continue_at IS NOT NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX email_links_by_user ON email_links (user_number) WHERE user_number IS NOT NULL;

    CREATE TABLE known_browsers (
      user_number  INTEGER NOT NULL REFERENCES users (number),
      browser_key  BLOB NOT NULL,
      signed_in_at INTEGER NOT NULL,
      PRIMARY KEY (user_number, browser_key)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE attempts (
      subject       BLOB PRIMARY KEY,
      count         INTEGER NOT NULL,
      waits_until   INTEGER NOT NULL,
      forgotten_at  INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}
