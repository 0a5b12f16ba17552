import { describe, expect, it } from 'vitest'
import { type AppPage, AudiotoolWorld } from '../../../test/audiotool-world.ts'
import { settle } from '../../../test/fake-clock.ts'
import { audiotool } from './audiotool.ts'
import { audiotoolPopup, type PopupAuthResult } from './audiotool-popup.ts'

const ACCOUNTS = 'https://accounts.audiotool.com'
const CALLBACK = `${ACCOUNTS}/oauth/popup/callback`

/** Clicks the button; what the window would post is made from `opened`. */
function click({ options, popups }: AppPage): { readonly result: Promise<PopupAuthResult>; readonly opened: URL } {
  const { redirectUrl: _, ...rest } = options
  const result = audiotoolPopup(rest)
  return { result, opened: new URL(popups.opened.at(-1) ?? 'about:blank') }
}

/** The person allows it in the window: the code that comes back. */
function allow(world: AudiotoolWorld, opened: URL): { type: string; code: string; state: string } {
  const asked = new URL(opened)
  asked.searchParams.set('redirect_uri', CALLBACK)
  const { searchParams } = new URL(world.server.approve(asked.href))
  return { type: 'audiotool-oauth', code: searchParams.get('code') ?? '', state: searchParams.get('state') ?? '' }
}

describe('audiotoolPopup()', () => {
  it('opens the window of the platform inside the click', () => {
    const { opened } = click(new AudiotoolWorld().load())

    expect(opened.origin + opened.pathname).toBe(`${ACCOUNTS}/oauth/popup/start`)
    expect(Object.fromEntries(opened.searchParams)).toEqual({
      client_id: 'bd496109-d9b4-4b6a-8519-8b6ce88b58c5',
      scope: 'project:write',
      state: expect.any(String),
      code_challenge: expect.any(String),
      code_challenge_method: 'S256',
      target_origin: 'http://127.0.0.1:5173',
    })
  })

  it('signs in by the message of the window, and the session is the one audiotool() finds', async () => {
    const world = new AudiotoolWorld()
    const app = world.load()
    const { result, opened } = click(app)
    app.popups.post(ACCOUNTS, allow(world, opened))

    expect(await result).toMatchObject({ status: 'authenticated', userName: 'mira' })
    expect(world.server.received.find(({ parameters }) => parameters['code'])?.parameters).toMatchObject({ redirect_uri: CALLBACK })
    expect((await audiotool(world.load().options)).status).toBe('authenticated')
  })

  it('hears nothing from another origin, with another state, or of another type', async () => {
    const world = new AudiotoolWorld()
    const app = world.load()
    const { opened } = click(app)
    const message = allow(world, opened)
    app.popups.post('https://evil.example', message)
    app.popups.post(ACCOUNTS, { ...message, state: 'other' })
    app.popups.post(ACCOUNTS, { ...message, type: 'other' })
    await settle()

    expect(world.server.received).toEqual([])
  })

  it('resolves with the reason when the person does not allow it, closes the window, or the browser blocks it', async () => {
    const world = new AudiotoolWorld()
    const [denied, closed, blocked] = [world.load(), world.load(), world.load()]
    const first = click(denied)
    denied.popups.post(ACCOUNTS, { type: 'audiotool-oauth', error: 'access_denied', error_description: 'no' })
    const second = click(closed)
    closed.popups.seen = 'gone'
    await world.clock.advance(2)
    blocked.popups.blocked = true

    const results = await Promise.all([first.result, second.result, click(blocked).result])

    expect(results).toMatchObject([
      { status: 'unauthenticated', error: { code: 'consent_denied' } },
      { status: 'unauthenticated', error: { code: 'cancelled' } },
      { status: 'unauthenticated', error: { code: 'popup_blocked' } },
    ])
  })

  it('is over when the app says so, though the window stays open', async () => {
    const app = new AudiotoolWorld().load()
    const stop = new AbortController()
    const { redirectUrl: _, ...options } = app.options
    const result = audiotoolPopup({ ...options, signal: stop.signal })
    stop.abort()

    expect(await result).toMatchObject({ status: 'unauthenticated', error: { code: 'cancelled' } })
    expect(app.popups.closedByUs).toBe(1)
  })

  it('refuses to ask for an answer that this page would never hear', async () => {
    const app = new AudiotoolWorld().load()
    const { redirectUrl: _, ...options } = app.options

    expect(await audiotoolPopup({ ...options, targetOrigin: 'https://other.example' })).toMatchObject({
      error: { code: 'redirect_mismatch' },
    })
    expect(app.popups.opened).toEqual([])
  })
})
