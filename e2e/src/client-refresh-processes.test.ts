import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { standard } from '@stagedoor/platforms'
import { startPlatform } from '@stagedoor/testing'
import { expect, it } from 'vitest'
import { createProcessClient, type ProcessSettings } from './refresh-process.ts'

const program = fileURLToPath(new URL('refresh-process.ts', import.meta.url))

async function startProcess(settings: ProcessSettings): Promise<ChildProcess> {
  const child = fork(program, [JSON.stringify(settings)])
  await once(child, 'message')
  return child
}

async function askForToken(child: ChildProcess): Promise<unknown> {
  const told = once(child, 'message')
  child.send('go')
  const [report] = await told
  return report
}

it('[row: refresh/several processes] without any lock between them four processes of a backend go on with one session', async () => {
  await using platform = await startPlatform(standard, {
    clients: [{ client_name: 'Backend', redirect_uris: ['http://127.0.0.1/callback'], token_endpoint_auth_method: 'none' }],
  })
  const directory = await mkdtemp(join(tmpdir(), 'stagedoor-processes-'))
  const settings = {
    platform: standard,
    baseUrl: platform.url,
    clientId: platform.client.id,
    file: join(directory, 'sessions.db'),
    aheadSeconds: 0,
  }
  try {
    const client = createProcessClient(settings)
    const { url, pending } = client.begin()
    const approve = [{ clientId: platform.client.id, scope: platform.client.scope.join(' ') }]
    const cookie = await platform.control.openSession('mira', { approve })
    const answer = await fetch(url, { headers: { cookie }, redirect: 'manual' })
    await client.finish(answer.headers.get('location') ?? '', pending)
    const before = await client.getAccessToken()

    platform.control.moveClock(3610)
    const later = { ...settings, aheadSeconds: 3610 }
    const children = await Promise.all(Array.from({ length: 4 }, () => startProcess(later)))
    const reports = await Promise.all(children.map(askForToken))

    const survivor = createProcessClient(later)
    const after = await survivor.getAccessToken()
    expect(after).not.toBe(before)
    expect(reports).toEqual(Array.from({ length: 4 }, () => ({ accessToken: after })))
    expect((await survivor.fetch(survivor.endpoints.userinfo)).status).toBe(200)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
})
