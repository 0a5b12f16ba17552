import { type RegisteredApp, readTokens } from '../src/registered-app.ts'
import { type Chain, keep } from './login-storm.ts'

/** What a restarted server still knew. */
export interface ChainCheck {
  /** Access tokens and refresh tokens that were acknowledged and looked at. */
  readonly checked: number
  /** Of them, those that no longer work. */
  readonly lost: number
  /** Tokens of grants whose revocation was acknowledged, and that work all the same. */
  readonly revived: number
  /** Refreshes without a reply whose predecessor was good again… */
  readonly retried: number
  /** …and of these, those that had been on disk when the kill came before the reply: the very successor was given again. */
  readonly repeated: number
}

const AT_ONCE = 16
const FULL_LIFETIME_SECONDS = 3600

/**
 * Asks a server about every acknowledged token; each live chain is refreshed once, which is written down in it.
 *
 * The clock must have moved a second or more since the kill: by the lifetime that is left, a repeated refresh shows.
 */
export async function checkChains(app: RegisteredApp, chains: readonly Chain[]): Promise<ChainCheck> {
  const sum = { checked: 0, lost: 0, revived: 0, retried: 0, repeated: 0 }
  const waiting = [...chains]
  const checkNext = async (): Promise<void> => {
    for (let chain = waiting.pop(); chain !== undefined; chain = waiting.pop()) {
      // A revocation without a reply may have happened or not; either is right.
      if (chain.unanswered === 'revocation') continue
      if (chain.revoked) await checkRevoked(app, chain, sum)
      else await checkLive(app, chain, sum)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, checkNext))
  return sum
}

type Sum = { -readonly [Name in keyof ChainCheck]: ChainCheck[Name] }

async function checkRevoked(app: RegisteredApp, chain: Chain, sum: Sum): Promise<void> {
  for (const accessToken of chain.accessTokens) if (await app.opens(accessToken)) sum.revived += 1
  if ((await app.refresh(chain.refreshToken)).status === 200) sum.revived += 1
}

async function checkLive(app: RegisteredApp, chain: Chain, sum: Sum): Promise<void> {
  const { unanswered } = chain
  const answer = await app.refresh(chain.refreshToken)
  sum.checked += chain.accessTokens.length + 1
  for (const accessToken of chain.accessTokens) if (!(await app.opens(accessToken))) sum.lost += 1
  if (answer.status !== 200) {
    sum.lost += 1
    return
  }
  keep(chain, readTokens(answer))
  if (unanswered !== 'refresh') return
  sum.retried += 1
  if (Number(answer.body.expires_in) < FULL_LIFETIME_SECONDS) sum.repeated += 1
}
