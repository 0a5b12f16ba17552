import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ChannelMessage } from '../ports/channel-port.ts'
import { browserChannel } from './browser-channel.ts'

const origin = 'https://app.example'
const response: ChannelMessage = { kind: 'response', state: 'a-state', url: `${origin}/callback?code=c&state=a-state` }

describe('the channel between the windows of a browser', () => {
  let page: EventTarget
  const opener = { postMessage: vi.fn<(message: unknown, targetOrigin: string) => void>() }

  beforeEach(() => {
    page = new EventTarget()
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
    vi.stubGlobal('location', { origin })
    vi.stubGlobal('opener', opener)
    vi.stubGlobal('BroadcastChannel', undefined)
    vi.stubGlobal('localStorage', undefined)
    opener.postMessage.mockClear()
  })

  it('[RFC 9700 §4.17] hears its own origin, and no window of another', () => {
    const heard: ChannelMessage[] = []
    const stop = browserChannel.listen((message) => heard.push(message))
    const data = { 'stagedoor:channel': response }

    for (const foreign of ['https://evil.example', 'https://app.example.evil.example', 'http://app.example', 'null', '']) {
      page.dispatchEvent(new MessageEvent('message', { data, origin: foreign }))
    }
    expect(heard).toEqual([])
    page.dispatchEvent(new MessageEvent('message', { data, origin }))
    stop()
    page.dispatchEvent(new MessageEvent('message', { data, origin }))

    expect(heard).toEqual([response])
  })

  it('[RFC 9700 §4.17] speaks to an opener of its own origin alone, never to whoever opened it', () => {
    browserChannel.post(response)

    expect(opener.postMessage.mock.calls).toEqual([[{ 'stagedoor:channel': response }, origin]])
  })

  it('answers the window that asked, on its own origin alone', () => {
    const source = { postMessage: vi.fn() }
    browserChannel.listen((_, reply) => reply({ kind: 'taken', state: 'a-state' }))
    const asked = new MessageEvent('message', { data: { 'stagedoor:channel': response }, origin })
    Object.defineProperty(asked, 'source', { value: source })

    page.dispatchEvent(asked)

    expect(source.postMessage.mock.calls).toEqual([
      [{ 'stagedoor:channel': { kind: 'taken', state: 'a-state' } }, { targetOrigin: origin }],
    ])
  })

  it.each([null, 'text', {}, { 'stagedoor:channel': 1 }, { 'stagedoor:channel': { kind: 'response', state: 1, url: 'x' } }])(
    'leaves alone what is not ours: %j',
    (data) => {
      const heard: ChannelMessage[] = []
      browserChannel.listen((message) => heard.push(message))
      page.dispatchEvent(new MessageEvent('message', { data, origin }))
      expect(heard).toEqual([])
    },
  )
})
