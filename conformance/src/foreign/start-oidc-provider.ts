import { once } from 'node:events'
import { createServer } from 'node:http'
import { type ClientMetadata, type Configuration, Provider } from 'oidc-provider'
import type { Page } from 'playwright-core'
import type { ForeignApp, ForeignServer } from './foreign-server.ts'

const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code'

/** Starts `oidc-provider` with its own pages and its own rotation: a second use of a refresh token ends the grant. */
export async function startOidcProvider(app: ForeignApp): Promise<ForeignServer> {
  const listener = createServer()
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new TypeError('The server has no port.')
  const issuer = `http://127.0.0.1:${address.port}`
  const accessTokens = new Set<string>()
  silence()
  const provider = new Provider(issuer, configuration(app))
  // What Django 4 and others send by default: it cuts the window off from the page that opened it.
  provider.use((context, next) => {
    context.set('Cross-Origin-Opener-Policy', 'same-origin')
    return next()
  })
  provider.on('access_token.saved', ({ jti }) => accessTokens.add(jti))
  const answer = provider.callback()
  listener.on('request', (request, response) => void answer(request, response))
  return {
    issuer,
    clients: { browser: 'in-a-browser', server: { clientId: 'on-a-server', clientSecret: 'a-secret-of-more-than-thirty-two-characters' } },
    async allow(page) {
      await logIn(page)
      await allow(page)
    },
    async deny(page) {
      await logIn(page)
      await deny(page)
    },
    allowMore: allow,
    denyMore: deny,
    async expireAccessTokens() {
      for (const jti of accessTokens) await (await provider.AccessToken.find(jti))?.destroy()
      accessTokens.clear()
    },
    async [Symbol.asyncDispose]() {
      listener.closeAllConnections()
      listener.close()
      await once(listener, 'close')
    },
  }
}

async function logIn(page: Page): Promise<void> {
  await page.fill('[name=login]', 'mira')
  await page.fill('[name=password]', 'any')
  await page.click('button')
}

function allow(page: Page): Promise<void> {
  return page.getByRole('button', { name: 'Continue' }).click()
}

function deny(page: Page): Promise<void> {
  return page.getByRole('link', { name: 'Cancel' }).click()
}

function configuration({ origin, redirectUri }: ForeignApp): Configuration {
  const client: Omit<ClientMetadata, 'client_id'> = {
    redirect_uris: [redirectUri],
    post_logout_redirect_uris: [`${origin}/`],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
  }
  return {
    clients: [
      { ...client, client_id: 'in-a-browser', token_endpoint_auth_method: 'none' },
      {
        ...client,
        client_id: 'at-a-terminal',
        application_type: 'native',
        redirect_uris: ['http://127.0.0.1/callback'],
        post_logout_redirect_uris: [],
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token', DEVICE_CODE],
      },
      { ...client, client_id: 'on-a-server', client_secret: 'a-secret-of-more-than-thirty-two-characters' },
    ],
    scopes: ['openid', 'offline_access', 'profile', 'tracks'],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, name: 'Mira Okafor', preferred_username: 'mira' }),
    }),
    features: { deviceFlow: { enabled: true }, introspection: { enabled: true }, revocation: { enabled: true } },
    rotateRefreshToken: true,
    clientBasedCORS: (_context, from) => from === origin,
    cookies: { keys: ['a key of a server that lives for one test'] },
  }
}

/** Its advice for production is no news in a test. */
function silence(): void {
  for (const way of ['info', 'warn'] as const) {
    const say = console[way]
    console[way] = (...words) => {
      if (!String(words[0]).includes('oidc-provider ')) say(...words)
    }
  }
}
