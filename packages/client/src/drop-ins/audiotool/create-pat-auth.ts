import { personalToken } from '../../credentials.ts'
import type { AuthProvider } from './auth-provider.ts'

/**
 * Makes the auth of a personal access token: `at_pat_…`, with or without `Bearer`. It opens the whole account, so it stays on a server.
 *
 * @throws {@link StagedoorError} `configuration`: the text cannot be a token.
 */
export function createPATAuth(pat: string): AuthProvider {
  const token = pat.replace(/^bearer /i, '')
  personalToken(token)
  return { getToken: async () => `Bearer ${token}` }
}
