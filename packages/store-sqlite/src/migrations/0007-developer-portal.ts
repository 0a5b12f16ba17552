import type { Migration } from './migration.ts'

/**
 * Apps as those who make them see them: who is in the team, what is known of each secret, logos.
 *
 * What authenticates stays in `clients.secret_digests`, one read for a token request; `client_secrets` says the rest about a digest there,
 * and a digest of which it says nothing is none the worse. An app that was deleted keeps its row, so that its id is never given out again.
 */
export const developerPortal: Migration = {
  version: 7,
  name: 'developer-portal',
  sql: `
    ALTER TABLE clients ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE clients ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE clients ADD COLUMN logo TEXT;
    ALTER TABLE clients ADD COLUMN deleted_at INTEGER;
    CREATE INDEX clients_listed ON clients (number) WHERE listed = 1;
    CREATE INDEX clients_with_logo ON clients (logo) WHERE logo IS NOT NULL;

    CREATE TABLE client_secrets (
      client_number INTEGER NOT NULL REFERENCES clients (number),
      digest        TEXT NOT NULL,
      label         TEXT NOT NULL,
      ending        TEXT,
      created_at    INTEGER,
      last_used_at  INTEGER,
      PRIMARY KEY (client_number, digest)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE client_members (
      client_number INTEGER NOT NULL REFERENCES clients (number),
      user_number   INTEGER NOT NULL REFERENCES users (number),
      role          TEXT NOT NULL CHECK (role IN ('owner', 'developer')),
      added_at      INTEGER NOT NULL,
      PRIMARY KEY (client_number, user_number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX client_members_by_user ON client_members (user_number);

    CREATE TABLE client_invitations (
      client_number  INTEGER NOT NULL REFERENCES clients (number),
      invitee_folded TEXT NOT NULL,
      invitee        TEXT NOT NULL,
      role           TEXT NOT NULL CHECK (role IN ('owner', 'developer')),
      invited_by     INTEGER NOT NULL REFERENCES users (number),
      created_at     INTEGER NOT NULL,
      expires_at     INTEGER NOT NULL,
      PRIMARY KEY (client_number, invitee_folded)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX client_invitations_by_invitee ON client_invitations (invitee_folded);

    CREATE TABLE logos (
      digest       TEXT PRIMARY KEY,
      content_type TEXT NOT NULL,
      body         BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}
