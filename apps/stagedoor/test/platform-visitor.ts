import { createHash } from 'node:crypto'
import type { PlatformDescription } from '@stagedoor/platforms'
import type { AnnouncedPlatform, Announcement } from '../src/emulator/announcement.ts'
import { post } from './sign-in.ts'
import { startTestEmulator } from './start-emulator.ts'

const verifier = 'a-code-verifier-of-a-test-that-is-long-enough-for-rfc-7636'

/** What came back with a status, as text and as JSON where it is JSON. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Of any shape: a path that is not there fails the expectation. `undefined` where the answer is no JSON. */
  readonly body: Awaited<ReturnType<Response['json']>>
}

/** Somebody who talks to one platform of an emulator over HTTP, as an app would. */
export interface PlatformVisitor {
  readonly announcement: Announcement
  readonly platform: AnnouncedPlatform
  readonly client: AnnouncedPlatform['clients'][number]
  /** Asks for an authorization response with a browser that is signed in and has allowed; the parameters come from query or fragment. */
  authorize(parameters?: Readonly<Record<string, string>>, username?: string): Promise<URLSearchParams>
  /** Redeems an authorization response of {@link authorize}, and answers with the tokens. */
  redeem(code: string | null, form?: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<Reply>
  /** Sends a form to the token endpoint. */
  askForTokens(form: Readonly<Record<string, string>> | FormData, headers?: Readonly<Record<string, string>>): Promise<Reply>
  /** Calls the platform's own API. */
  call(path: string, init?: RequestInit): Promise<Reply>
}

/** Starts an emulator with this platform, and visits it as its first demo client. */
export async function visitPlatform(description: PlatformDescription, log?: (reason: string) => void): Promise<PlatformVisitor> {
  const emulator = await startTestEmulator({ inMemory: true, platforms: [description], log: (_, { reason }) => log?.(reason) })
  const { announcement } = emulator
  const platform = announcement.platforms[description.id]
  const client = platform?.clients[0]
  if (platform === undefined || client === undefined) throw new TypeError('The platform has a demo client.')
  const { endpoints } = platform
  const redirectUri = client.redirectUris[0] ?? ''
  const secret = client.clientSecret === undefined ? {} : { client_secret: client.clientSecret }
  const askForTokens: PlatformVisitor['askForTokens'] = async (form, headers) => {
    const body = form instanceof FormData ? form : new URLSearchParams({ ...form })
    return read(await fetch(endpoints.token_endpoint ?? '', { method: 'POST', body, ...(headers !== undefined && { headers }) }))
  }
  return {
    announcement,
    platform,
    client,
    async authorize(parameters = {}, username = 'mira') {
      const scope = parameters.scope ?? client.scopes.join(' ')
      const approve = [{ clientId: client.clientId, scope }]
      const session = await post(announcement, `${description.id}/sessions`, { username, approve })
      const query = new URLSearchParams({
        ...(description.signedProfile === null && { response_type: 'code' }),
        [description.authorization.clientIdParameter]: client.clientId,
        redirect_uri: redirectUri,
        ...(scope !== '' && { scope }),
        state: 'a state',
        ...(description.authorization.pkce === 'required' && {
          code_challenge: createHash('sha256').update(verifier).digest('base64url'),
          code_challenge_method: 'S256',
        }),
        ...parameters,
      })
      const answer = await fetch(`${endpoints.authorization_endpoint}?${query}`, {
        redirect: 'manual',
        headers: { cookie: String(session.body.cookie) },
      })
      const location = answer.headers.get('location')
      if (location === null) throw new Error(`${answer.status} without a location: ${await answer.text()}`)
      const { search, hash } = new URL(location, announcement.url)
      return new URLSearchParams(hash === '' ? search : hash.slice(1))
    },
    redeem(code, form = {}, headers) {
      return askForTokens(
        {
          grant_type: 'authorization_code',
          code: code ?? '',
          redirect_uri: redirectUri,
          client_id: client.clientId,
          ...secret,
          ...(description.authorization.pkce === 'required' && { code_verifier: verifier }),
          ...form,
        },
        headers,
      )
    },
    askForTokens,
    call: async (path, init) => read(await fetch(platform.issuer + path, init)),
  }
}

async function read(response: Response): Promise<Reply> {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true && text !== ''
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined }
}
