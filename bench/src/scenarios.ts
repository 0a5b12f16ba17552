import { createHash } from 'node:crypto'
import { type Answer, formatGet, formatPost, HttpConnection } from './http-connection.ts'
import type { Work } from './load.ts'
import type { Peer } from './peer.ts'

const codeVerifier = 'a-verifier-of-forty-three-characters-or-more-0'
const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url')

/** What a scenario needs beyond the peer, made before the clock runs. */
export type Scenario = (peer: Peer, lanes: number) => Promise<Work>

/** An authorization request with session and consent, then the code exchange. */
export const login: Scenario = (peer) => Promise.resolve(loginWork(peer, peer.plainScope))

/** The same with `openid`: an ID token is signed. */
export const loginWithIdToken: Scenario = (peer) => Promise.resolve(loginWork(peer, peer.profileScope))

/** One refresh with rotation; each lane holds a chain of its own. */
export const refresh: Scenario = async (peer, lanes) => {
  const chains = await onePerLane(peer, lanes, async (connection) => (await signIn(peer, connection, peer.plainScope)).refreshToken)
  const refreshToken = refreshOf(peer)
  return async (connection, lane) => {
    chains[lane] = await refreshToken(connection, chains[lane] ?? '')
  }
}

/** Refreshes once; resolves to the successor. */
export function refreshOf(peer: Peer): (connection: HttpConnection, token: string) => Promise<string> {
  const headers = basicHeaders(peer)
  return async (connection, token) => {
    const body = `grant_type=refresh_token&refresh_token=${token}`
    const answer = await connection.send(formatPost(peer.port, peer.paths.token, headers, body))
    return member(expectStatus(answer, 200), 'refresh_token')
  }
}

/** One introspection of a live token by its confidential client. */
export const introspection: Scenario = async (peer, lanes) => {
  const tokens = await onePerLane(peer, lanes, async (connection) => (await signIn(peer, connection, peer.plainScope)).accessToken)
  const requests = tokens.map((token) => formatPost(peer.port, peer.paths.introspection, basicHeaders(peer), `token=${token}`))
  return async (connection, lane) => {
    const answer = await connection.send(requests[lane] ?? '')
    if (!expectStatus(answer, 200).body.includes('"active":true')) throw new Error(`${peer.name}: a live token was not active`)
  }
}

/** Who is signed in, by a live token. */
export const userinfo: Scenario = async (peer, lanes) => {
  const tokens = await onePerLane(peer, lanes, async (connection) => (await signIn(peer, connection, peer.profileScope)).accessToken)
  const requests = tokens.map((token) => formatGet(peer.port, peer.paths.userinfo, { Authorization: `Bearer ${token}` }))
  return async (connection, lane) => {
    const answer = await connection.send(requests[lane] ?? '')
    if (!expectStatus(answer, 200).body.includes('"sub"')) throw new Error(`${peer.name}: no sub in the profile`)
  }
}

function loginWork(peer: Peer, scope: string): Work {
  return async (connection) => {
    await signIn(peer, connection, scope)
  }
}

/** Signs in once over a connection: two requests. */
export async function signIn(
  peer: Peer,
  connection: HttpConnection,
  scope: string,
): Promise<{ accessToken: string; refreshToken: string }> {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: peer.client.id,
    redirect_uri: peer.client.redirectUri,
    scope,
    state: 'of-a-benchmark',
    code_challenge: codeChallenge,
    code_challenge_method: 'S256',
  })
  const redirect = await connection.send(formatGet(peer.port, `${peer.paths.authorization}?${query}`, { Cookie: peer.cookie }))
  if (redirect.status !== 303 && redirect.status !== 302) throw unexpected(redirect)
  const code = /\r\nlocation: [^\r]*[?&]code=([^&\r]+)/i.exec(redirect.head)?.[1]
  if (code === undefined) throw unexpected(redirect)
  const body = `grant_type=authorization_code&code=${code}&redirect_uri=${encodeURIComponent(peer.client.redirectUri)}&code_verifier=${codeVerifier}`
  const tokens = expectStatus(await connection.send(formatPost(peer.port, peer.paths.token, basicHeaders(peer), body)), 200)
  return { accessToken: member(tokens, 'access_token'), refreshToken: member(tokens, 'refresh_token') }
}

async function onePerLane<T>(peer: Peer, lanes: number, make: (connection: HttpConnection) => Promise<T>): Promise<T[]> {
  const connection = await HttpConnection.open(peer.port)
  try {
    const made: T[] = []
    for (let lane = 0; lane < lanes; lane++) made.push(await make(connection))
    return made
  } finally {
    connection.close()
  }
}

function basicHeaders(peer: Peer): Record<string, string> {
  return { Authorization: `Basic ${btoa(`${encodeURIComponent(peer.client.id)}:${encodeURIComponent(peer.client.secret)}`)}` }
}

function member(answer: Answer, name: string): string {
  const value = new RegExp(`"${name}":"([^"]+)"`).exec(answer.body)?.[1]
  if (value === undefined) throw unexpected(answer)
  return value
}

function expectStatus(answer: Answer, status: number): Answer {
  if (answer.status !== status) throw unexpected(answer)
  return answer
}

function unexpected(answer: Answer): Error {
  return new Error(`Unexpected answer ${answer.status}: ${answer.head.slice(0, 400)} ${answer.body.slice(0, 300)}`)
}
