import { type RealAddresses, startRealAddresses } from '@stagedoor/conformance/real-addresses'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPython } from '../../../tools/find-python.ts'
import { authorize } from '../rig/press-allow.ts'
import { readSample, readUrl } from '../rig/read-sample.ts'

const folder = import.meta.dirname
const redirectUri = 'https://app.example/callback'

/** The transcripts of `platform-docs/auphonic-authentication.txt`, run by a shell, with the real address. */
describe('the document of Auphonic', () => {
  let world: RealAddresses
  let browser: Browser
  let ids: { readonly '{client_id}': string; readonly '{client_secret}': string }
  let accessToken: string
  let apiKey: string

  beforeAll(async () => {
    world = await startRealAddresses()
    browser = await world.openBrowser()
    const { client_id, client_secret } = await world.control('auphonic/clients', {
      client_name: 'Podcast App',
      redirect_uris: [redirectUri],
    })
    ids = { '{client_id}': String(client_id), '{client_secret}': String(client_secret) }
    apiKey = String((await world.control('auphonic/personal-tokens', { username: 'mira', name: 'Script' })).token)
  })
  afterAll(async () => {
    await browser?.close()
    await world?.[Symbol.asyncDispose]()
  })

  /** Runs a transcript and reads what curl printed. */
  const curl = async (file: string, placeholders: Readonly<Record<string, string>>): Promise<Record<string, unknown>> => {
    const { code, stdout, stderr } = await world.run('sh', ['-c', readSample(folder, file, placeholders)])
    expect(code, stderr).toBe(0)
    return JSON.parse(stdout)
  }

  it('API key: in the header, and as a parameter', async () => {
    for (const file of ['api-key.sh', 'api-key-parameter.sh']) {
      const answer = await curl(file, { '{api_key}': apiKey })
      expect(answer).toMatchObject({ status_code: 200, error_code: null, error_message: '', form_errors: {} })
      expect(answer.data, file).toEqual(
        expect.arrayContaining([expect.objectContaining({ uuid: expect.stringMatching(/^[A-Za-z\d]{22}$/) })]),
      )
    }
  })

  it('HTTP Basic: user name and password', async () => {
    expect(await curl('basic.sh', { 'username:password': 'mira:stage-demo' })).toMatchObject({ status_code: 200 })
    expect(await curl('basic.sh', { 'username:password': 'mira:wrong' })).toMatchObject({ status_code: 401, data: {} })
  })

  it('web apps, steps 2 and 3: the confirmation page, the code, the access token', async () => {
    const page = await browser.newPage()
    const url = readUrl(folder, 'authorize.url', { '{client_id}': ids['{client_id}'], '{redirect_uri}': redirectUri })
    const back = await authorize(page, url, redirectUri)
    await page.close()

    const token = await curl('token.sh', { ...ids, '{redirect_uri}': redirectUri, '{grant_code}': back.searchParams.get('code') ?? '' })

    expect(token).toEqual({
      access_token: expect.any(String),
      token_type: 'bearer',
      expires_in: 315360000,
      user_name: 'mira',
      scope: '',
    })
    accessToken = String(token.access_token)
  })

  it('web apps, step 4: the access token in the header, and as a parameter', async () => {
    for (const file of ['access-token.sh', 'access-token-parameter.sh']) {
      expect(await curl(file, { '{access_token}': accessToken }), file).toMatchObject({ status_code: 200 })
    }
  })

  it('desktop and mobile apps: a token for user name and password', async () => {
    const token = await curl('password-token.sh', { ...ids, '{username}': 'jonas', '{password}': 'stage-demo' })
    expect(token).toMatchObject({ token_type: 'bearer', expires_in: 315360000, user_name: 'jonas', scope: '' })

    for (const file of ['presets.sh', 'presets-parameter.sh']) {
      expect(await curl(file, { '{access_token}': String(token.access_token) }), file).toMatchObject({
        status_code: 200,
        data: expect.any(Array),
      })
    }
  })

  it('the same from Python with requests, certificates checked', async () => {
    const script = `
import json, sys, requests
key, client_id, client_secret = sys.argv[1:]
token = requests.post('https://auphonic.com/oauth2/token/', auth=(client_id, client_secret), data={
    'client_id': client_id, 'username': 'mira', 'password': 'stage-demo', 'grant_type': 'password'}).json()
answers = [
    requests.get('https://auphonic.com/api/user.json', headers={'Authorization': 'bearer ' + key}),
    requests.get('https://auphonic.com/api/user.json', params={'bearer_token': token['access_token']}),
    requests.get('https://auphonic.com/api/user.json', auth=('mira', 'stage-demo')),
    requests.get('https://auphonic.com/api/user.json'),
]
print(json.dumps([[a.status_code, a.json()['data'].get('username')] for a in answers]))
`
    const { stdout, stderr } = await world.run(findPython() ?? 'python3', [
      '-c',
      script,
      apiKey,
      ids['{client_id}'],
      ids['{client_secret}'],
    ])

    expect(JSON.parse(stdout || 'null'), stderr).toEqual([
      [200, 'mira'],
      [200, 'mira'],
      [200, 'mira'],
      [401, null],
    ])
  })
})
