import { createHash, generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import { type Adapter, type AdapterPayload, Provider } from 'oidc-provider'

/**
 * `oidc-provider` as a peer: opaque tokens, rotation, ES256 ID tokens, on a plain unbounded Map.
 * Its own default adapter is an LRU of 1,000 entries and loses sessions under load.
 */
class MapAdapter implements Adapter {
  static readonly records = new Map<string, AdapterPayload>()
  static readonly byUid = new Map<string, string>()
  static readonly byGrant = new Map<string, Set<string>>()
  readonly #name: string

  constructor(name: string) {
    this.#name = name
  }

  async upsert(id: string, payload: AdapterPayload): Promise<void> {
    const key = this.#key(id)
    MapAdapter.records.set(key, payload)
    if (this.#name === 'Session' && payload.uid !== undefined) MapAdapter.byUid.set(payload.uid, id)
    if (payload.grantId !== undefined && this.#name !== 'Session') {
      const owned = MapAdapter.byGrant.get(payload.grantId) ?? new Set()
      MapAdapter.byGrant.set(payload.grantId, owned.add(key))
    }
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return MapAdapter.records.get(this.#key(id))
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.find(MapAdapter.byUid.get(uid) ?? '')
  }

  async findByUserCode(): Promise<undefined> {
    return undefined
  }

  async consume(id: string): Promise<void> {
    const record = MapAdapter.records.get(this.#key(id))
    if (record !== undefined) record.consumed = Math.floor(Date.now() / 1000)
  }

  async destroy(id: string): Promise<void> {
    MapAdapter.records.delete(this.#key(id))
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const key of MapAdapter.byGrant.get(grantId) ?? []) MapAdapter.records.delete(key)
    MapAdapter.byGrant.delete(grantId)
  }

  #key(id: string): string {
    return `${this.#name}:${id}`
  }
}

const client = { id: 'bench', secret: 'bench-secret-of-thirty-two-characters', redirectUri: 'https://app.example/callback' }
const scopes = 'openid profile tracks'
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

const server = createServer()
server.listen(0, '127.0.0.1', async () => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('no port')
  const origin = `http://127.0.0.1:${address.port}`
  const provider = createProvider(origin)
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interact/') === true) void decideInteraction(provider, request, response)
    else void answer(request, response)
  })
  const cookie = await signInBrowser(origin)
  console.log(JSON.stringify({ port: address.port, client, cookie }))
})
process.on('SIGTERM', () => process.exit(0))

function createProvider(origin: string): Provider {
  return new Provider(origin, {
    adapter: MapAdapter,
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [client.redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        id_token_signed_response_alg: 'ES256',
        scope: scopes,
      },
    ],
    scopes: ['openid', 'profile', 'tracks'],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'] },
    findAccount: (_context, id) => ({ accountId: id, claims: async () => ({ sub: id, name: 'Mira Okafor', preferred_username: 'mira' }) }),
    features: { devInteractions: { enabled: false }, introspection: { enabled: true }, revocation: { enabled: true } },
    interactions: { url: (_context, interaction) => `/interact/${interaction.uid}` },
    issueRefreshToken: async () => true,
    rotateRefreshToken: true,
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' }] },
    cookies: { keys: ['a-cookie-key-for-a-benchmark'] },
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 60,
      Grant: 86_400,
      IdToken: 3600,
      Interaction: 3600,
      RefreshToken: 86_400,
      Session: 86_400,
    },
  })
}

/** Answers the login and consent questions at once. */
async function decideInteraction(
  ...[provider, request, response]: [Provider, ...Parameters<Provider['interactionDetails']>]
): Promise<void> {
  await provider.interactionDetails(request, response)
  const grant = new provider.Grant({ accountId: 'mira', clientId: client.id })
  grant.addOIDCScope(scopes)
  const grantId = await grant.save()
  await provider.interactionFinished(request, response, { login: { accountId: 'mira' }, consent: { grantId } })
}

/** Follows one sign-in by hand and keeps the session's cookies. */
async function signInBrowser(origin: string): Promise<string> {
  const challenge = createHash('sha256').update('unused-verifier').digest('base64url')
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.id,
    redirect_uri: client.redirectUri,
    scope: scopes,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  })
  const jar = new Map<string, string>()
  let url = `${origin}/auth?${query}`
  for (let hop = 0; hop < 8; hop++) {
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie: format(jar) } })
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`sign-in stopped: ${answer.status} ${await answer.text()}`)
    if (location.startsWith(client.redirectUri)) return format(new Map([...jar].filter(([name]) => name.startsWith('_session'))))
    url = new URL(location, url).href
  }
  throw new Error('sign-in did not come back')
}

function format(jar: ReadonlyMap<string, string>): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
}
