import type { PlatformDescription } from '@stagedoor/platforms'
import { createPersonalToken, type ServerContext } from '@stagedoor/server'
import { formatSecret } from '@stagedoor/server/secrets'
import { demoUsers } from './demo-users.ts'

/** The personal access token or API key of a demo account, the same at every start; `null` where the platform has none. Known to everybody. */
export function demoPersonalToken({ resources }: PlatformDescription, username: string): string | null {
  if (resources.personalToken === null) return null
  const { format } = resources.personalToken
  const length = Math.ceil((format.bytes * 4) / 3)
  const text = `demo-token-of-${username}-known-to-everybody`.padEnd(length, '0').slice(0, length)
  return formatSecret(format, Buffer.from(text, 'base64url'))
}

/** Makes the personal tokens of the demo accounts; those that are there stay as they are, also when they were revoked. */
export async function plantPersonalTokens(context: ServerContext): Promise<void> {
  const scope = context.platform.scopes.map(({ token }) => token)
  // One after the other: the first makes the client that owns them.
  for (const { username } of demoUsers) {
    const token = demoPersonalToken(context.platform, username)
    const user = token === null ? undefined : await context.store.users.findByUsername(username)
    if (token === null || user === undefined) continue
    await createPersonalToken(context, { userId: user.id, scope, name: 'Demo', token })
  }
}
