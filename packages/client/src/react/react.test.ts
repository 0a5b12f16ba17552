import { audius, createClient, memoryStorage } from '@stagedoor/client'
import { createElement, type ReactElement } from 'react'
import { renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { StagedoorButton, StagedoorProvider, useSession, useStagedoor } from './index.ts'

function Status(): ReactElement {
  return createElement('output', {}, useSession().status, useStagedoor().platform.name)
}

/** A client of a server that has no page, and must ask nobody. */
function createQuietClient(touched: string[]) {
  const storage = memoryStorage()
  return createClient({
    platform: audius,
    clientId: 'app',
    redirectUri: 'https://app.example/callback',
    storage: {
      ...storage,
      read(key) {
        touched.push(key)
        return storage.read(key)
      },
    },
    async fetch(input) {
      touched.push(String(input))
      throw new TypeError('There is no network.')
    },
  })
}

describe('the React room on a server', () => {
  it('[row: react/server] renders session and client, and touches neither storage nor network', async () => {
    const touched: string[] = []
    const html = renderToString(createElement(StagedoorProvider, { client: createQuietClient(touched) }, createElement(Status)))
    await Promise.resolve()

    expect(html).toContain('unknown')
    expect(html).toContain('Audius')
    expect(touched).toEqual([])
  })

  it.each([
    ['en', 'Log in with Audius'],
    ['ja', 'Audiusでログイン'],
  ])('[row: react/server] renders the label in the language it is told: %s', (lang, label) => {
    const client = createQuietClient([])

    expect(renderToString(createElement(StagedoorButton, { client, lang }))).toContain(label)
  })

  it('throws where there is no provider', () => {
    expect(() => renderToString(createElement(Status))).toThrow(TypeError)
  })
})
