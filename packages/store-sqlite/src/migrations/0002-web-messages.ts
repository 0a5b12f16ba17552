import type { Migration } from './migration.ts'

/** Sign-ins that are answered by a message to the window that opened theirs. A CHECK cannot be changed, so the table is made anew with its rows. */
export const webMessages: Migration = {
  version: 2,
  name: 'web-messages',
  sql: `
    CREATE TABLE authorization_transactions_2 (
      key             BLOB PRIMARY KEY,
      browser_key     BLOB NOT NULL,
      client_number   INTEGER NOT NULL REFERENCES clients (number),
      redirect_uri    TEXT NOT NULL,
      response_mode   TEXT NOT NULL CHECK (response_mode IN ('query', 'fragment', 'form_post', 'web_message')),
      target_origin   TEXT CHECK ((target_origin IS NOT NULL) = (response_mode = 'web_message')),
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
    INSERT INTO authorization_transactions_2 (
      key, browser_key, client_number, redirect_uri, response_mode, target_origin, scope, state, nonce, code_challenge, display, prompt,
      max_age_seconds, login_hint, created_at, expires_at
    )
    SELECT key, browser_key, client_number, redirect_uri, response_mode, NULL, scope, state, nonce, code_challenge, display, prompt,
      max_age_seconds, login_hint, created_at, expires_at
    FROM authorization_transactions;
    DROP TABLE authorization_transactions;
    ALTER TABLE authorization_transactions_2 RENAME TO authorization_transactions;
  `,
}
