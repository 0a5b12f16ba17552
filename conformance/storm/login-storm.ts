import { type RegisteredApp, readTokens, type Tokens } from '../src/registered-app.ts'

/** One login and what followed from it, as its client knows it: only what the server has acknowledged. */
export interface Chain {
  /** Every access token that was acknowledged. */
  readonly accessTokens: string[]
  /** The newest refresh token that was acknowledged. */
  refreshToken: string
  /** What was asked last and not answered: the server may have done it or not. */
  unanswered: 'nothing' | 'refresh' | 'revocation'
  /** Whether a revocation was acknowledged. */
  revoked: boolean
}

/** What a storm has been told, for as long as the server lived. */
export interface StormDiary {
  readonly chains: Chain[]
  logins: number
  refreshes: number
  revocations: number
}

const CONNECTIONS = 16
const REFRESHES_PER_LOGIN = 3

/** Logs in, refreshes and revokes without end, on many connections at a time, until the server is gone. */
export async function stormUntilGone(app: RegisteredApp): Promise<StormDiary> {
  const diary: StormDiary = { chains: [], logins: 0, refreshes: 0, revocations: 0 }
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, connection) => logInUntilGone(app, diary, connection)))
  return diary
}

async function logInUntilGone(app: RegisteredApp, diary: StormDiary, connection: number): Promise<void> {
  try {
    for (let round = connection; ; round += 1) {
      const chain = startChain(await app.logIn())
      diary.chains.push(chain)
      diary.logins += 1
      for (let use = 0; use < REFRESHES_PER_LOGIN; use += 1) await refresh(app, chain, diary)
      if (round % 4 === 0) await revoke(app, chain, diary)
    }
  } catch (error) {
    // `fetch` says so when the connection is gone, and that is how a storm ends; anything else is the server's fault.
    if (!(error instanceof TypeError)) throw error
  }
}

function startChain({ accessToken, refreshToken }: Tokens): Chain {
  return { accessTokens: [accessToken], refreshToken, unanswered: 'nothing', revoked: false }
}

async function refresh(app: RegisteredApp, chain: Chain, diary: StormDiary): Promise<void> {
  chain.unanswered = 'refresh'
  keep(chain, readTokens(await app.refresh(chain.refreshToken)))
  diary.refreshes += 1
}

async function revoke(app: RegisteredApp, chain: Chain, diary: StormDiary): Promise<void> {
  chain.unanswered = 'revocation'
  const { status } = await app.revoke(chain.refreshToken)
  if (status !== 200) throw new Error(`A revocation was answered with ${status}.`)
  chain.unanswered = 'nothing'
  chain.revoked = true
  diary.revocations += 1
}

/** Writes an acknowledged refresh down. */
export function keep(chain: Chain, { accessToken, refreshToken }: Tokens): void {
  chain.accessTokens.push(accessToken)
  chain.refreshToken = refreshToken
  chain.unanswered = 'nothing'
}
