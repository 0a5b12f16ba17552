import { DatabaseSync } from 'node:sqlite'
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { genericOAuth } from 'better-auth/plugins'
import type { OpenKeeper } from './keeper.ts'

/** Better Auth with its own SQLite adapter and `getAccessToken`, which refreshes what is over. */
export const keepByBetterAuth: OpenKeeper = async (path, platformUrl) => {
  const database = new DatabaseSync(path, { timeout: 5000 })
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  const options: BetterAuthOptions = {
    database,
    baseURL: 'http://127.0.0.1:3000',
    secret: 'a secret of thirty-two characters or more',
    logger: { disabled: true },
    telemetry: { enabled: false },
    plugins: [
      genericOAuth({
        config: [
          {
            providerId: 'soundcloud',
            clientId: 'app',
            clientSecret: 'hush',
            authorizationUrl: `${platformUrl}/authorize`,
            tokenUrl: `${platformUrl}/oauth/token`,
            userInfoUrl: `${platformUrl}/me`,
          },
        ],
      }),
    ],
  }
  const migrations = await getMigrations(options)
  await migrations.runMigrations()
  const auth = betterAuth(options)
  const { internalAdapter } = await auth.$context
  const findAccount = database.prepare('SELECT account.id, userId FROM account JOIN user ON user.id = userId WHERE email = ?')
  const emailOf = (person: number): string => `person-${person}@example.com`
  return {
    async add(person, tokens) {
      const { id: userId } = await internalAdapter.createUser({ email: emailOf(person), name: `Person ${person}` }, { method: 'oauth' })
      const accessTokenExpiresAt = new Date(Date.now() + 3_600_000)
      await internalAdapter.createAccount({ userId, providerId: 'soundcloud', accountId: String(person), accessTokenExpiresAt, ...tokens })
    },
    async getAccessToken(person) {
      const { id, userId } = findAccount.get(emailOf(person)) ?? {}
      const { accessToken } = await auth.api.getAccessToken({ body: { accountId: String(id), userId: String(userId) } })
      return accessToken
    },
    async expireAll() {
      database.exec(`UPDATE account SET accessTokenExpiresAt = '2001-01-01T00:00:00.000Z'`)
    },
    async close() {
      database.close()
    },
  }
}
