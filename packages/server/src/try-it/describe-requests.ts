import type { TokenRequestEncoding } from '@stagedoor/platforms'
import type { Client } from '../ports/records.ts'
import type { TryItStep, TryItStepName } from '../ports/try-it-pages.ts'
import type { ServerContext } from '../server-context.ts'
import { consoleRedirectUri } from './console-redirect.ts'

type Written = Pick<TryItStep, 'curl' | 'sdk'>
type Entries = readonly (readonly [name: string, value: string])[]

/** The requests that this platform's flow has. */
export function listSteps({ platform }: Pick<ServerContext, 'platform'>): readonly TryItStepName[] {
  const { token, revocation } = platform.endpoints
  if (token === undefined) return ['authorize']
  return [
    'authorize',
    'exchange',
    'profile',
    ...(platform.tokens.refreshToken === null ? [] : (['refresh'] as const)),
    ...(revocation === undefined ? [] : (['revoke'] as const)),
  ]
}

/** Writes each request of the flow for a terminal and with the SDK. Whatever is a secret is a variable. */
export function describeRequests(
  context: ServerContext,
  client: Client,
  scope: readonly string[],
): Readonly<Record<TryItStepName, Written>> {
  const { platform } = context
  const isPublic = client.authenticationMethod === 'none'
  return {
    authorize: { curl: '', sdk: writeCreateClient(context, client, scope) },
    exchange: {
      curl: writeTokenRequest(context, client, [
        ['grant_type', 'authorization_code'],
        ['code', '$CODE'],
        ['redirect_uri', consoleRedirectUri(context, client.id)],
        ...(platform.authorization.pkce === 'required' ? [['code_verifier', '$CODE_VERIFIER'] as const] : []),
      ]),
      sdk: isPublic
        ? `import { finishSignIn } from '@stagedoor/client/callback'\n\nawait finishSignIn(client)`
        : `const { session } = await client.finish(request.url, webSession.pending)`,
    },
    profile: { curl: writeProfileRequest(context), sdk: 'const profile = await client.getProfile()' },
    refresh: {
      curl: writeTokenRequest(context, client, [
        ['grant_type', 'refresh_token'],
        ['refresh_token', '$REFRESH_TOKEN'],
      ]),
      sdk: '// client.fetch() refreshes by itself, once for all tabs. By hand:\nawait client.refresh()',
    },
    revoke: { curl: writeRevocation(context, client), sdk: 'await client.logout()' },
  }
}

function writeCreateClient({ platform, baseUrl }: ServerContext, client: Client, scope: readonly string[]): string {
  const isPublic = client.authenticationMethod === 'none'
  const options = [
    `  platform: ${camelCase(platform.id)},`,
    `  baseUrl: ${literal(baseUrl)},`,
    `  clientId: ${literal(client.id)},`,
    ...(isPublic ? [] : ['  clientSecret: process.env.CLIENT_SECRET,']),
    `  redirectUri: ${literal(client.redirectUris[0] ?? 'https://yourapp.example/callback')},`,
    ...(scope.length === 0 ? [] : [`  scope: ${literal(scope.join(' '))},`]),
    ...(isPublic ? [] : ['  storage,']),
  ]
  const create = isPublic ? 'createClient' : 'createServerClient'
  const from = isPublic ? '@stagedoor/client' : '@stagedoor/client/server'
  const use = isPublic ? `button.onclick = () => client.login({ display: 'popup' })` : 'const { url, pending } = client.begin()'
  return `import { ${create} } from '${from}'
import { ${camelCase(platform.id)} } from '@stagedoor/platforms'

const client = ${create}({
${options.join('\n')}
})
${use}`
}

function writeTokenRequest({ platform }: ServerContext, client: Client, entries: Entries): string {
  const { clientEncoding } = platform.tokenRequest
  return writePost(platform.endpoints.token ?? '', clientEncoding, client, entries)
}

function writeRevocation({ platform }: ServerContext, client: Client): string {
  const { revocation, endpoints } = platform
  const token = revocation.clientSends === 'refresh_token' && platform.tokens.refreshToken !== null ? '$REFRESH_TOKEN' : '$ACCESS_TOKEN'
  return writePost(endpoints.revocation ?? '', revocation.clientEncoding, client, [[revocation.tokenParameter, token]])
}

function writeProfileRequest({ platform }: ServerContext): string {
  const { method } = platform.profile
  const body = method === 'POST' && !platform.openid ? ` \\\n  -H 'Content-Type: application/json' -d '{}'` : ''
  const verb = body === '' ? '' : '-X POST '
  return `curl ${verb}${quote(platform.endpoints.userinfo)} \\\n  -H "Authorization: ${platform.resources.authorizationSchemes[0]} $ACCESS_TOKEN"${body}`
}

function writePost(url: string, encoding: TokenRequestEncoding, client: Client, entries: Entries): string {
  const inHeader = client.authenticationMethod === 'client_secret_basic'
  const credentials: Entries = inHeader
    ? []
    : [['client_id', client.id], ...(client.authenticationMethod === 'none' ? [] : [['client_secret', '$CLIENT_SECRET'] as const])]
  const all = [...entries, ...credentials]
  const user = inHeader ? [`-u ${quote(client.id)}:"$CLIENT_SECRET"`] : []
  const body = {
    form: () => all.map(([name, value]) => `--data-urlencode ${quote(`${name}=${value}`)}`),
    multipart: () => all.map(([name, value]) => `--form-string ${quote(`${name}=${value}`)}`),
    json: () => [`-H 'Content-Type: application/json'`, `-d ${quote(JSON.stringify(Object.fromEntries(all)))}`],
  }[encoding]()
  return [`curl ${quote(url)}`, ...user, ...body].join(' \\\n  ')
}

/** Quotes for a POSIX shell: nothing in it is expanded but our own variables. */
function quote(text: string): string {
  const pieces = text.split(/(\$(?:CODE_VERIFIER|CODE|REFRESH_TOKEN|ACCESS_TOKEN|CLIENT_SECRET)(?![A-Z_]))/)
  return pieces.map((piece, index) => (index % 2 === 1 ? `"${piece}"` : piece === '' ? '' : `'${piece.replaceAll("'", `'\\''`)}'`)).join('')
}

function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`
}

function camelCase(id: string): string {
  return id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}
