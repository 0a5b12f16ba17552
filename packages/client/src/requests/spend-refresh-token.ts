import type { TokenSet } from '@stagedoor/protocol'
import type { ClientContext } from '../client-context.ts'

/** How long an answer is kept for those who come with the same refresh token. */
const KEPT_SECONDS = 30

/** Answers by the refresh token they were given for. */
const answers: Map<string, { readonly answer: Promise<TokenSet>; readonly until: number }> = /* @__PURE__ */ new Map()

/**
 * Refreshes, once for each refresh token of this process.
 *
 * Handlers that serve one session side by side all hold the same refresh token, and many platforms take it once: the second use is refused, or
 * ends the session. Whoever comes with a token that is being spent, or was a moment ago, gets the same answer. A failure is not kept.
 *
 * @param request - Sends the refresh.
 */
export function spendRefreshToken(context: ClientContext, refreshToken: string, request: () => Promise<TokenSet>): Promise<TokenSet> {
  const now = context.clock.now()
  for (const [key, { until }] of answers) if (until <= now) answers.delete(key)
  const key = `${context.namespace} ${refreshToken}`
  const known = answers.get(key)
  if (known !== undefined) return known.answer
  const answer = request()
  answers.set(key, { answer, until: now + KEPT_SECONDS })
  answer.catch(() => answers.delete(key))
  return answer
}
