import { VaultStoreUnavailableError } from '../../ports/vault-store.ts'
import type { PostgresPool } from './postgres-pool.ts'
import type { TableNames } from './table-names.ts'

/** Every step of the schema, forward only: once released its text never changes. The first has version 1. */
const MIGRATIONS: readonly ((names: TableNames) => string)[] = [
  // COLLATE "C": pages come in the order of code units, whatever language the database was made for.
  ({ records, byOwner, byDue }) => `
    CREATE TABLE ${records} (
      collection text NOT NULL,
      key text COLLATE "C" NOT NULL,
      owner text COLLATE "C" NOT NULL,
      version text NOT NULL,
      due_at bigint,
      body text NOT NULL,
      PRIMARY KEY (collection, key)
    );
    CREATE INDEX ${byOwner} ON ${records} (collection, owner, key);
    CREATE INDEX ${byDue} ON ${records} (collection, due_at, key) WHERE due_at IS NOT NULL;`,
]

/** One number for every vault of a server: who migrates waits for whoever else does. */
const LOCK = 0x5364_5661

/**
 * Runs the steps that the database has not seen, all or none.
 *
 * Statements that are sent as one text are one transaction, so that this needs no connection of its own and works through any pooler.
 * Once everything is there, nothing but reading is asked of the role.
 */
export async function migrate(pool: PostgresPool, names: TableNames): Promise<void> {
  if ((await findVersion(pool, names)) === MIGRATIONS.length) return
  const steps = MIGRATIONS.map(
    (step, index) => `
      IF NOT EXISTS (SELECT FROM ${names.migrations} WHERE version = ${index + 1}) THEN
        ${step(names)}
        INSERT INTO ${names.migrations} VALUES (${index + 1});
      END IF;`,
  )
  await pool.query({
    text: `
      SELECT pg_advisory_xact_lock(${LOCK});
      SET LOCAL client_min_messages = warning;
      CREATE TABLE IF NOT EXISTS ${names.migrations} (version integer PRIMARY KEY);
      DO $migrate$ BEGIN ${steps.join('')} END $migrate$;`,
  })
}

async function findVersion(pool: PostgresPool, { migrations }: TableNames): Promise<number> {
  const table = await pool.query({ text: 'SELECT to_regclass($1) IS NOT NULL AS found', values: [migrations] })
  if (table.rows[0]?.found !== true) return 0
  const { rows } = await pool.query({ text: `SELECT coalesce(max(version), 0) AS version FROM ${migrations}` })
  const version = Number(rows[0]?.version)
  if (version <= MIGRATIONS.length) return version
  throw new VaultStoreUnavailableError(
    `The vault's tables have version ${version}, this package knows ${MIGRATIONS.length}: a newer one has migrated them, so update this one.`,
  )
}
