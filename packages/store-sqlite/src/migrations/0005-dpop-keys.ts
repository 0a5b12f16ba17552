import type { Migration } from './migration.ts'

/** Thumbprints of the keys that tokens are bound to (RFC 9449). NULL, in every row there is, binds to none. */
export const dpopKeys: Migration = {
  version: 5,
  name: 'dpop-keys',
  sql: `
    ALTER TABLE authorization_transactions ADD COLUMN dpop_key TEXT;
    ALTER TABLE authorization_codes ADD COLUMN dpop_key TEXT;
    ALTER TABLE grants ADD COLUMN dpop_key TEXT;
    ALTER TABLE access_tokens ADD COLUMN dpop_key TEXT;
  `,
}
