import { spawnSync } from 'node:child_process'
import { audiotool, audius, auphonic, type PlatformDescription, standard } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../test/start-server.ts'
import type { Client } from '../ports/records.ts'
import { describeRequests } from './describe-requests.ts'

const secrets = { CODE: 'c o$de', CODE_VERIFIER: 'verifier', REFRESH_TOKEN: 'r"t', ACCESS_TOKEN: 'at', CLIENT_SECRET: `s'$(id)` }

async function write(platform: PlatformDescription, client: Partial<Client> = {}): Promise<ReturnType<typeof describeRequests>> {
  const server = await startServer({ platform, client })
  return describeRequests(server.context, server.client, ['read'])
}

/** What a shell hands to curl. */
function argumentsOf(command: string): readonly string[] {
  const shell = spawnSync('sh', ['-c', `curl() { printf '%s\\0' "$@"; }\n${command}`], {
    env: { ...process.env, ...secrets },
    encoding: 'utf8',
  })
  return shell.stdout.split('\0').slice(0, -1)
}

describe('a request as curl', () => {
  it('reaches curl whole, with every secret from its variable', async () => {
    const { exchange, profile, revoke } = await write(standard)

    expect(argumentsOf(exchange.curl)).toEqual([
      'https://platform.example/oauth/token',
      '--data-urlencode',
      'grant_type=authorization_code',
      '--data-urlencode',
      'code=c o$de',
      '--data-urlencode',
      'redirect_uri=https://platform.example/developers/apps/a1b2c3/try/callback',
      '--data-urlencode',
      'code_verifier=verifier',
      '--data-urlencode',
      'client_id=a1b2c3',
    ])
    expect(argumentsOf(profile.curl).slice(-2)).toEqual(['-H', 'Authorization: Bearer at'])
    expect(argumentsOf(revoke.curl)).toContain('token=r"t')
  })

  it('shows the secret of a confidential app as a variable only, where this platform takes it', async () => {
    const inHeader = await write(auphonic, { authenticationMethod: 'client_secret_basic' })
    const inBody = await write(standard, { authenticationMethod: 'client_secret_post' })

    expect(argumentsOf(inHeader.exchange.curl).slice(1, 3)).toEqual(['-u', `a1b2c3:s'$(id)`])
    expect(argumentsOf(inBody.exchange.curl)).toContain(`client_secret=s'$(id)`)
    expect(inBody.authorize.sdk).toContain('clientSecret: process.env.CLIENT_SECRET')
  })

  it.each([
    ['JSON where the platform asks for it', audius],
    ['the scheme of the platform', audiotool],
  ])('is %s', async (_, platform) => {
    const { exchange, profile } = await write(platform)
    const body = argumentsOf(exchange.curl).at(-1) ?? ''

    if (platform.tokenRequest.clientEncoding === 'json') expect(body).toContain('"grant_type":"authorization_code"')
    expect(argumentsOf(profile.curl).join(' ')).toContain(`Authorization: ${platform.resources.authorizationSchemes[0]} at`)
  })

  it('runs nothing that a client id or a redirect URI says', async () => {
    const id = `a'; touch /nowhere; '$(id)\`id\`"`
    const { exchange, authorize } = await write(standard, { id, redirectUris: [`https://app.example/'+process.exit()+'`] })

    expect(argumentsOf(exchange.curl)).toContain(`client_id=${id}`)
    expect(authorize.sdk).toContain(String.raw`redirectUri: 'https://app.example/\'+process.exit()+\''`)
  })
})
