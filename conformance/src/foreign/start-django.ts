import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Page } from 'playwright-core'
import { findDjangoPython } from '../../../tools/find-django.ts'
import type { ForeignApp, ForeignServer } from './foreign-server.ts'

/**
 * Starts Django OAuth Toolkit, as Debian ships it, in a process of its own.
 *
 * @param graceSeconds - How long a refresh token that was used answers the same again; 0 as it comes.
 * @throws Error where there is none: a proof that did not run is no proof.
 */
export async function startDjango({ origin, redirectUri }: ForeignApp, graceSeconds = 0): Promise<ForeignServer> {
  const python = findDjangoPython()
  if (python === undefined) {
    throw new Error(
      'There is no Django OAuth Toolkit on this machine. On Debian or Ubuntu: apt-get install python3-django-oauth-toolkit python3-django-cors-headers',
    )
  }
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-django-'))
  const server = spawn(python, [join(import.meta.dirname, 'django-server.py'), folder, redirectUri, origin, String(graceSeconds)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let words = ''
  server.stderr.setEncoding('utf8').on('data', (text: string) => (words += text))
  const ended = once(server, 'close')
  const line = await Promise.race([once(createInterface(server.stdout), 'line'), ended.then(() => [])])
  if (line[0] === undefined) throw new Error(`Django did not start:\n${words}`)
  const { url }: { url: string } = JSON.parse(String(line[0]))
  return {
    issuer: `${url}/o`,
    clients: { browser: 'in-a-browser', server: { clientId: 'on-a-server', clientSecret: 'a-secret' } },
    async allow(page) {
      await logIn(page)
      await page.click('[name=allow]')
    },
    async deny(page) {
      await logIn(page)
      await page.click('[value=Cancel]')
    },
    allowMore: (page) => page.click('[name=allow]'),
    denyMore: (page) => page.click('[value=Cancel]'),
    async expireAccessTokens() {
      await fetch(`${url}/test/expire-access-tokens`)
    },
    async [Symbol.asyncDispose]() {
      server.stdin.end()
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function logIn(page: Page): Promise<void> {
  await page.fill('[name=username]', 'mira')
  await page.fill('[name=password]', 'mira')
  await page.click('button')
}
