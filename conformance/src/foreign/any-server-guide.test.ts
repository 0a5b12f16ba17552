import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { FOREIGN_SERVERS } from './foreign-servers.ts'
import { startForeignWorld } from './start-foreign-world.ts'

const guide = readFileSync(fileURLToPath(new URL('../../../docs/guides/any-server.md', import.meta.url)), 'utf8')

/** The lines of the guide, with addresses of this machine. */
function listBlocks(): readonly string[] {
  return [...guide.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) =>
    code
      .replaceAll("'https://login.example.com'", 'settings.platform.issuer')
      .replaceAll("'my-app'", 'settings.clientId')
      .replaceAll("'https://app.example/callback'", 'settings.redirectUri')
      .replaceAll("'https://app.example/'", 'new URL("/", settings.redirectUri).href')
      .replace(/import metadata from .*/, 'const { metadata } = settings.platform'),
  )
}

it('[row: any server/guide] signs in, signs out and comes back with the lines of the guide', async () => {
  const [signIn = '', fromDocument = '', signOut = ''] = listBlocks()
  const contents = `
    import { finishSignIn } from '@stagedoor/client/callback'
    ${signOut.replace(/(await client[\s\S]*)/, 'globalThis.signOut = async () => { $1 }')}
    ${signIn}
    globalThis.client = client
    if (location.pathname === '/callback') finishSignIn(client)
    ${fromDocument.replace('const platform =', 'globalThis.isSame = JSON.stringify(platform) === JSON.stringify(').trimEnd()})`
  const [oidcProvider] = FOREIGN_SERVERS
  if (oidcProvider === undefined) throw new TypeError('There is no server.')
  await using world = await startForeignWorld(oidcProvider, contents)
  await using visitor = await world.visit()
  const page = await visitor.open()
  await page.waitForFunction('globalThis.isSame !== undefined')
  await world.server.allow(await visitor.openPopup(page))
  await page.waitForFunction(() => document.querySelector('output')?.textContent === 'Mira Okafor')

  expect(await page.evaluate('globalThis.isSame')).toBe(true)
  expect(await page.evaluate(() => client.refresh())).toMatchObject({ status: 'authenticated' })
  await page.evaluate('void globalThis.signOut()')
  await page.getByRole('button', { name: 'Yes' }).click()
  await page.waitForURL(`${world.app.origin}/`)
  await page.waitForFunction('globalThis.client !== undefined')
  expect(await page.evaluate(() => client.session.status)).toBe('unauthenticated')
})
