import { StagedoorError } from '../../stagedoor-error.ts'
import type { AuthProvider } from './auth-provider.ts'

/**
 * Makes the auth of a personal access token: `at_pat_…`, with or without `Bearer`. It opens the whole account, so it stays on a server.
 *
 * @throws {@link StagedoorError} `configuration`: the text is empty.
 */
export function createPATAuth(pat: string): AuthProvider {
  const token = pat.replace(/^bearer /i, '').trim()
  if (token === '') throw new StagedoorError('configuration', { message: 'The personal access token is empty.' })
  return { getToken: async () => `Bearer ${token}` }
}
