import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPort } from '../../tools/find-port.ts'
import { launchBrowser } from '../../tools/launch-browser.ts'
import { launcher, serveFolder } from './serve-folder.ts'

const callback = 'https://app.example/callback'
const verifier = 'a-code-verifier-of-a-test-that-is-long-enough-for-rfc-7636'

let browser: Browser
let folder: string
let base: string
let stop: () => Promise<void>

beforeAll(async () => {
  browser = await launchBrowser()
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-serve-'))
  const port = await findPort()
  base = `http://127.0.0.1:${port}`
  writeFileSync(join(folder, 'stagedoor.config.json'), JSON.stringify({ baseUrl: base, port }))
  stop = (await serveFolder(folder)).stop
})

afterAll(async () => {
  await browser?.close()
  await stop?.()
  rmSync(folder, { recursive: true, force: true })
})

/** Runs a command of the operator, as the guide has it. */
async function run(...args: readonly string[]) {
  const { stdout } = await promisify(execFile)(process.execPath, [launcher, ...args, '--json'], { cwd: folder })
  return JSON.parse(stdout)
}

describe('a platform of one’s own, from nothing', () => {
  it('signs somebody in to an app: the operator adds both, the person sets a password and presses Allow', async () => {
    const { passwordLink } = await run('users', 'create', 'ada', '--email', 'ada@artists.example')
    const { app } = await run('apps', 'create', '--name', 'Mixdown', '--redirect-uri', callback, '--public', '--owner', 'ada')
    const page = await browser.newPage()
    await page.route(`${callback}*`, (route) => route.fulfill({ body: 'Back in the app.' }))

    await page.goto(passwordLink.url)
    await page.locator('input[type=password]').fill('four random words')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/account/sign-in*')
    await page.goto(authorizationUrl(app.clientId))
    await page.locator('input[name=username], input[name=identifier]').first().fill('ada@artists.example')
    await page.locator('input[type=password]').fill('four random words')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /^Allow/ }).click()
    await page.waitForURL(`${callback}*`)
    const answer = new URL(page.url()).searchParams
    const form = { grant_type: 'authorization_code', code: answer.get('code') ?? '', redirect_uri: callback, client_id: app.clientId }
    const tokens = await (
      await fetch(`${base}/oauth/token`, { method: 'POST', body: new URLSearchParams({ ...form, code_verifier: verifier }) })
    ).json()
    const profile = await (await fetch(`${base}/oauth/userinfo`, { headers: { authorization: `Bearer ${tokens.access_token}` } })).json()

    expect([answer.get('iss'), answer.get('state')]).toEqual([base, 'a state'])
    expect(profile).toMatchObject({ preferred_username: 'ada', email: 'ada@artists.example' })

    await page.goto(`${base}/developers`)
    expect(await page.locator('main').textContent()).toContain('Mixdown')
    await run('users', 'sign-out', 'ada')
    await page.reload()
    expect(page.url()).toContain('/account/sign-in')
    await page.close()
  })
})

function authorizationUrl(clientId: string): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: callback,
    scope: 'openid profile email',
    state: 'a state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  return `${base}/oauth/authorize?${query}`
}
