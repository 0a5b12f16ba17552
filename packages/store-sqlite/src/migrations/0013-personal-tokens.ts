import type { Migration } from './migration.ts'

/**
 * What people see of the tokens they made for their own scripts. The token itself is an access token of a grant as any other.
 *
 * `expires_at` is NULL for one that does not expire. A row outlives its grant for a while, so that its owner finds out why a script stopped.
 * A client secret is found by its digest alone, for whoever reports one that leaked.
 */
export const personalTokens: Migration = {
  version: 13,
  name: 'personal-tokens',
  sql: `
    CREATE TABLE personal_tokens (
      id             BLOB PRIMARY KEY,
      user_number    INTEGER NOT NULL REFERENCES users (number),
      name           TEXT NOT NULL,
      scope          TEXT NOT NULL,
      ending         TEXT,
      created_at     INTEGER NOT NULL,
      expires_at     INTEGER,
      last_used_at   INTEGER,
      last_used_from TEXT,
      reported_at    INTEGER,
      kept_until     INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX personal_tokens_of_user ON personal_tokens (user_number);
    INSERT INTO personal_tokens (id, user_number, name, scope, created_at, expires_at, kept_until)
    SELECT grants.id, grants.user_number, clients.name, grants.scope, grants.created_at, grants.kept_until, grants.kept_until + 2592000
    FROM grants JOIN clients ON clients.number = grants.client_number WHERE clients.id = 'personal-tokens';

    ALTER TABLE client_secrets ADD COLUMN reported_at INTEGER;
    CREATE INDEX client_secrets_by_digest ON client_secrets (digest);
  `,
}
