import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeFolder } from '../../test/run-command.ts'
import { createOperatorToken, digestOperatorToken } from '../admin/operator-token.ts'
import { UsageError } from '../commands/usage-error.ts'
import { ConfigError } from './config-error.ts'
import { type Config, readConfig } from './read-config.ts'

type Environment = Readonly<Record<string, string>>

function writeConfig(content: unknown): string {
  const file = join(makeFolder(), 'stagedoor.config.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

function read(content: unknown, environment: Environment = {}): Promise<Config> {
  return readConfig({ file: writeConfig(content), environment })
}

async function problemsOf(content: unknown, environment: Environment = {}): Promise<readonly string[]> {
  const file = writeConfig(content)
  const error: unknown = await readConfig({ file, environment }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof ConfigError)) throw new Error(`It was taken, or ended with ${String(error)}`)
  return error.problems.map((problem) => problem.replaceAll(file, 'FILE'))
}

const baseUrl = 'https://login.mixwave.example'

describe('the configuration', () => {
  it('needs no more than where it is reached', async () => {
    const file = writeConfig({ baseUrl })

    expect(await readConfig({ file, environment: {} })).toEqual({
      file,
      baseUrl,
      platform: expect.objectContaining({ id: 'standard' }),
      database: join(file, '..', 'stagedoor.sqlite'),
      host: '127.0.0.1',
      port: 4710,
      trustedProxies: 0,
      site: true,
      signUp: 'closed',
      sessionLifetimeSeconds: 30 * 86_400,
      smtp: null,
      accounts: null,
      scannerKeys: [],
      operatorTokens: [],
    })
  })

  it('is overruled by the environment, member by member', async () => {
    const written = { baseUrl, port: 1, site: true, smtp: { host: 'mail.example', from: 'a@mail.example' } }
    const environment = {
      STAGEDOOR_PORT: '8080',
      STAGEDOOR_SITE: 'false',
      STAGEDOOR_SMTP_FROM: 'b@mail.example',
      STAGEDOOR_PLATFORM: 'audius',
      STAGEDOOR_HOST: '',
    }

    expect(await read(written, environment)).toMatchObject({
      port: 8080,
      site: false,
      host: '127.0.0.1',
      platform: { id: 'audius' },
      smtp: { host: 'mail.example', port: 587, security: 'starttls', credentials: null, from: 'b@mail.example' },
    })
  })

  it('may come from the environment alone', async () => {
    expect(await readConfig({ environment: { STAGEDOOR_BASE_URL: 'http://127.0.0.1:4710' } })).toMatchObject({ file: null })
  })

  it('reads a secret from the file that a variable names', async () => {
    const [folder, token] = [makeFolder(), createOperatorToken()]
    writeFileSync(join(folder, 'password'), 'hunter 2\n')
    writeFileSync(join(folder, 'token'), `${token}\n`)
    const environment = {
      STAGEDOOR_SMTP_USERNAME: 'login',
      STAGEDOOR_SMTP_PASSWORD_FILE: join(folder, 'password'),
      STAGEDOOR_OPERATOR_TOKEN_FILE: join(folder, 'token'),
    }

    expect(await read({ baseUrl, smtp: { host: 'mail.example', from: 'a@b.example' } }, environment)).toMatchObject({
      smtp: { credentials: { username: 'login', password: 'hunter 2' } },
      operatorTokens: [{ name: 'environment', access: 'write', digest: digestOperatorToken(token) }],
    })
  })

  it('says whose variables they are that Kubernetes sets for a Service of this name', async () => {
    const environment = { STAGEDOOR_SERVICE_HOST: '10.0.0.1', STAGEDOOR_PORT: 'tcp://10.0.0.1:80' }

    expect(await problemsOf({ baseUrl }, environment)).toContainEqual(expect.stringContaining('enableServiceLinks: false'))
  })

  it('is refused with everything that is wrong at once, each with what would be right', async () => {
    const content = {
      baseUrl: 'http://login.example',
      prot: 80,
      port: 70_000,
      smtp: { hots: 'x', from: 'y' },
      signUp: 'maybe',
      platform: 'audios',
    }

    expect(await problemsOf(content, { STAGEDOOR_SESSION_DAYS: 'many', STAGEDOOR_BASEURL: 'x' })).toEqual([
      'STAGEDOOR_BASEURL is no variable of Stagedoor. Did you mean STAGEDOOR_BASE_URL?',
      expect.stringContaining('platform "audios" is not known. Did you mean audius?'),
      'baseUrl in FILE must begin with https://, as people type passwords there. http:// is for 127.0.0.1 and localhost alone.',
      'port in FILE must be a whole number from 0 to 65535.',
      'signUp in FILE must be "open" or "closed".',
      'STAGEDOOR_SESSION_DAYS must be a whole number from 1 to 400.',
      expect.stringMatching(/^smtp\.host is missing\.|^smtp\.hots in FILE is no setting\. Did you mean host\?/),
      expect.stringMatching(/^smtp\.host is missing\.|^smtp\.hots in FILE is no setting\. Did you mean host\?/),
      'prot in FILE is no setting. Did you mean port?',
    ])
  })

  it.each([
    ['login.example'],
    ['https://login.example/'],
    ['https://login.example/path/'],
    ['https://user:password@login.example'],
    ['https://login.example?a=b'],
    ['https://LOGIN.example'],
    ['ftp://login.example'],
  ])('does not take %s for a base URL', async (address) => {
    expect(await problemsOf({ baseUrl: address })).toContain(
      'baseUrl in FILE must be the address that people and apps use: https, host, optional path, no slash at the end.',
    )
  })

  it.each([
    ['open sign-up without mail', { signUp: 'open' }, 'signUp is "open", which needs smtp'],
    [
      'a private key of a scanner',
      { scannerKeys: [{ id: 'k', pem: '-----BEGIN PRIVATE KEY-----' }] },
      'scannerKeys.0.pem in FILE must be a public EC key',
    ],
    ['half of credentials', { smtp: { host: 'm', from: 'a@b', username: 'u' } }, 'smtp.username and smtp.password belong together'],
    [
      'mail in the clear',
      { smtp: { host: 'mail.example', from: 'a@b', security: 'none' } },
      'smtp.security "none" is for a mail server on this machine',
    ],
    [
      'a token in place of its digest',
      { operatorTokens: [{ name: 'ops', digest: createOperatorToken(), access: 'write' }] },
      'operatorTokens.0.digest',
    ],
    ['a platform file that is not there', { platform: './nothing.ts' }, 'platform: There is no file'],
  ])('is refused with %s', async (_, more, sentence) => {
    const problems = await problemsOf({ baseUrl, ...more })

    expect(problems).toEqual([expect.stringContaining(sentence)])
    expect(problems.join()).not.toMatch(/sd_op_/)
  })

  it('does not ask an operator’s shell for what the server sends mail with', async () => {
    const file = writeConfig({ baseUrl, signUp: 'open', smtp: { host: 'mail.example', from: 'a@b.example', username: 'login' } })

    await expect(readConfig({ file, environment: {} })).rejects.toThrow('smtp.username and smtp.password belong together')
    expect(await readConfig({ file, environment: {}, purpose: 'administer' })).toMatchObject({ baseUrl, smtp: null })
  })

  it.each([['{"baseUrl": "secret'], ['[]'], ['']])('is refused when the file holds %j, without quoting it', async (content) => {
    const [problem = '', ...others] = await problemsOf(content)

    expect(others).toEqual([])
    expect(problem).toMatch(/^FILE (is not JSON|must hold one JSON object)/)
    expect(problem).not.toContain('secret')
  })

  it('does not go on without a file that was named', async () => {
    await expect(readConfig({ file: 'nowhere.json', environment: {} })).rejects.toThrow(UsageError)
  })
})
