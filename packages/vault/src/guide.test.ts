import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { soundcloud } from '@stagedoor/platforms'
import { startPlatform } from '@stagedoor/testing'
import { expect, it } from 'vitest'
import { guideLines, loadGuide } from '../test/load-guide.ts'
import { KEYS } from '../test/vault-world.ts'
import type { Vault } from './vault.ts'

it('the lines of the guide connect, and call the platform', async () => {
  await using platform = await startPlatform(soundcloud)
  const directory = mkdtempSync(join(tmpdir(), 'vault-guide-'))
  const { id, secret } = platform.client
  const environment = JSON.stringify({ STAGEDOOR_VAULT_KEYS: KEYS, CLIENT_ID: id, CLIENT_SECRET: secret })
  const lines = guideLines('vault', 'vault')
    .replaceAll('process.env.', `(${environment}).`)
    .replace("redirectUri: '", `baseUrl: ${JSON.stringify(platform.url)}, redirectUri: '`)
    .replace("'vault.db'", JSON.stringify(join(directory, 'vault.db')))
  const use = guideLines('vault', 'use').replaceAll('https://api.soundcloud.com', platform.url).replace('console.log(', 'return (')
  const { vault, read } = await loadGuide<{ readonly vault: Vault; readonly read: (userId: string) => Promise<unknown> }>(
    { './vault.ts': lines, './use.ts': `import { vault } from './vault.ts'\nexport async function read(userId) {\n${use}\n}` },
    "export { vault } from './vault.ts'; export { read } from './use.ts'",
  )
  await vault.accept('ray', 'soundcloud', await platform.control.signIn())

  expect(await read('ray')).toMatchObject({ permalink: 'mira' })
  expect(await read('nobody')).toBeUndefined()
  await vault.close()
  rmSync(directory, { recursive: true })
})
