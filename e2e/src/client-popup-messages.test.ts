import { describe, expect, it } from 'vitest'
import { usePopupWorld } from './popup-world.ts'
import { signInAndAllow } from './sign-in-and-allow.ts'

/** Which messages count: those of the app's own origin, for the state that waits, once. */
describe('the messages of a popup', () => {
  const world = usePopupWorld()

  /** The state of the login that waits, as an attacker might have learned it. */
  const learnState = async (): Promise<string> => {
    const keys = await world.evaluate('Object.keys(localStorage).join()')
    return /\/pending\/([\w-]+)/.exec(String(keys))?.[1] ?? ''
  }
  const reply = (state: string, code = 'forged'): unknown => ({
    'stagedoor:channel': { kind: 'response', state, url: `${world.app.origin}/plain/callback.html?code=${code}&state=${state}&iss=x` },
  })
  /** Lets time pass for what must not happen. */
  const wait = (): Promise<void> => world.page.waitForTimeout(300)

  it.each(['frame that shows it', 'window that opened it'] as const)(
    '[row: popup/forged by another origin] hears nothing of a %s, though it knows the state',
    async (place) => {
      const attacker = world.app.origin.replace('127.0.0.1', 'localhost')
      const target = `${world.app.origin}/plain/`
      world.app.addPage('/attack', `<title>Attacker</title><button>Play</button><iframe src="${target}" width="600" height="400"></iframe>`)
      await world.page.goto(`${attacker}/attack`)
      const attackers = world.page
      if (place === 'frame that shows it') world.frame = attackers.frames()[1] ?? world.frame
      else {
        const opened = world.context.waitForEvent('page')
        await attackers.evaluate(`window.victim = open(${JSON.stringify(target)})`)
        world.frame = (await opened).mainFrame()
      }
      await world.frame.waitForSelector('#log-in')
      const popup = await world.openPopup()
      const state = await learnState()
      const victim = place === 'frame that shows it' ? 'frames[0]' : 'victim'
      for (const message of [
        reply(state),
        { 'stagedoor:channel': { kind: 'finished', state } },
        { 'stagedoor:channel': { kind: 'taken', state } },
      ]) {
        await attackers.evaluate(`${victim}.postMessage(${JSON.stringify(message)}, '*')`)
      }
      await wait()
      expect(await world.outcomes()).toEqual([])
      expect(await world.tokenRequests()).toBe(0)

      await signInAndAllow(popup, world.username)
      expect(await world.outcome()).toBe('authenticated')
    },
  )

  it('[row: popup/forged for another state] leaves a login waiting when a reply of its own origin names another one', async () => {
    await world.open('plain')
    const popup = await world.openPopup()
    const state = await learnState()
    const other = `${state.slice(0, 8)}${'A'.repeat(state.length - 8)}`
    await world.evaluate(`new BroadcastChannel('stagedoor:channel').postMessage(${JSON.stringify(reply(other))})`)
    await wait()
    expect(await world.outcomes()).toEqual([])

    await signInAndAllow(popup, world.username)
    expect(await world.outcome()).toBe('authenticated')
    expect(await world.tokenRequests()).toBe(1)
  })

  it('[row: popup/forged state in the URL] redeems nothing when the reply inside carries another state than the message', async () => {
    await world.open('plain')
    await world.openPopup()
    const state = await learnState()
    const url = `${world.app.origin}/plain/callback.html?code=forged&state=${state.slice(0, 8)}other`
    const message = { 'stagedoor:channel': { kind: 'response', state, url } }
    await world.evaluate(`new BroadcastChannel('stagedoor:channel').postMessage(${JSON.stringify(message)})`)

    expect(await world.outcome()).toBe('state_mismatch')
    expect(await world.tokenRequests()).toBe(0)
  })

  it('[row: popup/replayed] takes a reply once, on however many ways it comes, and none again later', async () => {
    await world.open('plain')
    await world.evaluate(`window.heard = []; addEventListener('message', ({ data }) => heard.push(data))`)
    await signInAndAllow(await world.openPopup(), world.username)
    expect(await world.outcome()).toBe('authenticated')
    const before = await world.evaluate('client.getAccessToken()')
    await world.evaluate(`(() => {
      const channel = new BroadcastChannel('stagedoor:channel')
      for (const data of heard) { postMessage(data, origin); channel.postMessage(data) }
    })()`)
    await wait()

    expect(await world.evaluate("heard.some((data) => data['stagedoor:channel'].kind === 'response')")).toBe(true)
    expect(await world.outcomes()).toEqual(['authenticated'])
    expect(await world.evaluate('client.getAccessToken()')).toBe(before)
    expect(await world.tokenRequests()).toBe(1)
  })

  it('[row: popup/other tabs] reaches the tab that asked; the other one hears of the session only', async () => {
    await world.open('plain')
    const other = await world.context.newPage()
    await other.goto(`${world.app.origin}/plain/`)
    const popup = await world.openPopup()
    await signInAndAllow(popup, world.username)
    expect(await world.outcome()).toBe('authenticated')

    await other.locator('body[data-status=authenticated]').waitFor()
    expect(await other.evaluate('events')).toEqual([])
    expect(await world.tokenRequests()).toBe(1)
  })
})
