import { describe, expect, it } from 'vitest'
import { FakeClock, settle } from '../../test/fake-clock.ts'
import { FakeOrigin } from '../../test/fake-origin.ts'
import { SignInWorld } from '../../test/sign-in-world.ts'
import { relayReply } from './relay-reply.ts'

interface Opened {
  readonly told: string[]
  readonly clock: FakeClock
}

/** Opens the shipped callback page. `told` is everything it did, in order. */
function open(url: string, { origin = new FakeOrigin(), clock = new FakeClock() } = {}): Opened {
  const told: string[] = []
  relayReply({
    url,
    home: '/studio/',
    channel: origin.channel,
    stored: [...origin.texts],
    replaceUrl: (shown) => told.push(`shows ${shown}`),
    goTo: (target) => told.push(`goes to ${target}`),
    close: () => told.push('closes'),
    show: (sentence) => told.push(sentence),
    after: (delayMs, task) => void clock.after(delayMs, task),
  })
  return { told, clock }
}

describe('the shipped callback page', () => {
  it('hands the reply to the page that opened it, cleans its address first, and closes', async () => {
    const world = new SignInWorld()
    const app = world.openTab()
    const login = app.client.login()
    const { told } = open(world.server.approve(app.popups.opened[0] ?? ''), world)

    expect((await login).status).toBe('authenticated')
    await settle()
    await world.clock.advance(2)
    expect(told).toEqual(['shows /callback.html', 'You can close this window.', 'closes'])
  })

  it.each(['?code=c&state=s', '#code=c&state=s', '?error=access_denied&state=s'])('takes %s home when nobody answers', async (reply) => {
    const { told, clock } = open(`https://app.example/callback.html${reply}`)
    expect(told).toEqual(['shows /callback.html'])
    await clock.advance(2)

    expect(told).toEqual(['shows /callback.html', `goes to /studio/${reply}`])
  })

  it('takes the reply of a page login home at once, and tells nobody else', async () => {
    const world = new SignInWorld()
    const app = world.openTab()
    void app.client.login({ display: 'page' })
    await settle()
    const url = world.server.approve(app.page.left[0] ?? '')
    const reply = url.slice(url.search(/[?#]/))
    const { told } = open(url, world)

    expect(told).toEqual(['shows /callback.html', `goes to /studio/${reply}`])
    expect(world.origin.said).toEqual([])
    expect(await world.openTab(`http://127.0.0.1:5173/studio/${reply}`).client.handleCallback()).toMatchObject({ outcome: 'signed_in' })
  })

  it('goes home when there is no reply', () => {
    expect(open('https://app.example/callback.html').told).toEqual(['shows /callback.html', 'goes to /studio/'])
  })
})
