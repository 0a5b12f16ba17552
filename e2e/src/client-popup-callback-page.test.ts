import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, it } from 'vitest'
import { usePopupWorld } from './popup-world.ts'
import { signIn, signInAndAllow } from './sign-in-and-allow.ts'

const shipped = readFileSync(fileURLToPath(import.meta.resolve('@stagedoor/client/callback.html')), 'utf8')
const ISOLATED = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }

/** `@stagedoor/client/callback.html`, copied beside an app: its home set, nothing else. */
describe('the shipped callback page', () => {
  const world = usePopupWorld()
  const search = '?callback=/shipped.html'
  const complaints: string[] = []

  beforeEach(() => {
    complaints.length = 0
    world.context.on('console', (message) => {
      if (message.type() === 'error' && message.location().url.includes('shipped')) complaints.push(message.text())
    })
    serveShipped('plain')
  })
  const serveShipped = (serving: 'plain' | 'isolated'): void => {
    const html = shipped.replace('name="stagedoor-home" content="/"', `name="stagedoor-home" content="/${serving}/"`)
    world.app.addPage('/shipped.html', html, serving === 'isolated' ? ISOLATED : {})
  }
  const status = (): Promise<void> => world.page.locator('body[data-status=authenticated]').waitFor()

  it.each([
    { name: 'plain', serving: 'plain', policy: undefined },
    { name: 'COOP same-origin', serving: 'plain', policy: 'same-origin' },
    { name: 'isolated app and page', serving: 'isolated', policy: undefined },
  ] as const)('[row: popup/callback file: $name] hands the reply over and closes itself', async ({ serving, policy }) => {
    serveShipped(serving)
    if (policy !== undefined) await world.cutOff(policy)
    await world.open(serving, search)
    const popup = await world.openPopup()
    const closed = popup.waitForEvent('close')
    await signInAndAllow(popup, world.username)
    await closed

    expect(await world.outcome()).toBe('authenticated')
    expect(await world.tokenRequests()).toBe(1)
    expect(complaints).toEqual([])
  })

  it('[row: popup/callback file: cross-site iframe] hands the reply over and closes itself', async () => {
    await world.standAlone()
    world.app.addPage('/embed', `<iframe src="${world.app.origin}/plain/${search}" width="600" height="400"></iframe>`)
    await world.page.goto(`${world.app.origin.replace('127.0.0.1', 'localhost')}/embed`)
    world.frame = world.page.frames()[1] ?? world.frame
    await world.frame.waitForSelector('#log-in')
    const popup = await world.openPopup()
    const closed = popup.waitForEvent('close')
    await signInAndAllow(popup, world.username)
    await closed

    expect(await world.outcome()).toBe('authenticated')
  })

  it('[row: popup/callback file: denied] tells the page that waits', async () => {
    await world.open('plain', search)
    const popup = await world.openPopup()
    const closed = popup.waitForEvent('close')
    await signIn(popup, world.username, 'stage-demo')
    await popup.getByRole('button', { name: /^deny/i }).click()
    await closed

    expect(await world.outcome()).toBe('consent_denied')
  })

  it('[row: popup/callback file: opener reloaded] takes the reply home, which finishes the sign-in', async () => {
    await world.open('plain', search)
    const popup = await world.openPopup()
    await world.page.reload()
    const closed = popup.waitForEvent('close')
    await signInAndAllow(popup, world.username)
    await closed

    await status()
    expect(await world.tokenRequests()).toBe(1)
  })

  it('[row: popup/callback file: full page] takes the reply of a page login home, and leaves a clean URL', async () => {
    await world.open('plain', search)
    await world.evaluate("void logIn({ display: 'page' })")
    await signInAndAllow(world.page, world.username)
    await status()

    expect(world.page.url()).toBe(`${world.app.origin}/plain/`)
    expect(await world.tokenRequests()).toBe(1)
  })
})
