import { describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../test/start-server.ts'
import type { Seen, TestBrowser } from '../../test/test-browser.ts'
import type { EncodedLogo } from '../ports/logo-encoder.ts'
import { mostLogoBytes } from './app-logo.ts'

const body = new Uint8Array([82, 73, 70, 70])

interface Opened {
  readonly server: TestServer
  readonly browser: TestBrowser
  readonly path: string
  upload(file: Uint8Array, csrf?: string): Promise<Seen>
}

/** Opens the page of a logo, with an encoder that answers `encoded`; what it draws is tested where it is. */
async function openLogo(encoded: EncodedLogo = { outcome: 'encoded', body }): Promise<Opened> {
  const server = await startServer({ site: { logoEncoder: { encode: async () => encoded } } })
  await server.store.apps.addMember(server.client.id, { userId: server.user.id, role: 'developer', addedAt: 0 })
  const browser = server.openBrowser()
  await browser.signIn(await browser.authorize())
  const path = `/developers/apps/${server.client.id}/logo`
  const page = await browser.get(path)
  const [, token = ''] = /name="csrf" value="([^"]*)"/.exec(page.body) ?? []
  return {
    ...{ server, browser, path },
    upload(file, csrf = token) {
      const text = `--boundary-of-a-form\r\ncontent-disposition: form-data; name="csrf"\r\n\r\n${csrf}\r\n--boundary-of-a-form\r\ncontent-disposition: form-data; name="logo"; filename="../../etc/<b>.png"\r\ncontent-type: image/svg+xml\r\n\r\n${Buffer.from(file).toString('latin1')}\r\n--boundary-of-a-form--`
      return browser.postRaw(path, text, {
        origin: server.context.baseUrl,
        'content-type': 'multipart/form-data; boundary=boundary-of-a-form',
      })
    },
  }
}

describe('the logo of an app', () => {
  it('is served from this origin under a name of its content, and nothing of the upload with it', async () => {
    const { server, browser, path, upload } = await openLogo()

    const set = await upload(new Uint8Array([1, 2, 3]))
    const { logo } = (await server.store.clients.find(server.client.id)) ?? {}
    const served = await browser.get(`/logos/${logo}.webp`)

    expect(set.location).toBe(`${path}?notice=logo_set`)
    expect(served).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'image/webp',
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
      },
    })
    expect((await browser.get(path)).body).toContain(`src="/logos/${logo}.webp"`)
    const consent = await browser.get((await browser.authorize({ prompt: 'consent' })).location)
    expect(consent.body).toContain(`<img class="logo" src="/logos/${logo}.webp" alt=""`)
  })

  it('can be taken away, and its picture with it', async () => {
    const { server, browser, path, upload } = await openLogo()
    await upload(new Uint8Array([1]))
    const { logo } = (await server.store.clients.find(server.client.id)) ?? {}

    const removed = await browser.submit(await browser.get(path), path, { act: 'remove' })

    expect(removed.location).toBe(`${path}?notice=logo_removed`)
    expect((await browser.get(`/logos/${logo}.webp`)).status).toBe(404)
  })

  it.each([
    ['not_an_image', 422, 'SVG and other formats are not accepted'],
    ['too_many_pixels', 422, 'too many pixels'],
    ['broken', 422, 'cannot be read'],
  ] as const)('is refused next to its field when it is %s', async (reason, status, words) => {
    const { server, upload } = await openLogo({ outcome: 'refused', reason })

    const seen = await upload(new Uint8Array([1]))

    expect([seen.status, seen.body]).toEqual([status, expect.stringContaining(words)])
    expect((await server.store.clients.find(server.client.id))?.logo).toBeUndefined()
  })

  it('is refused in words when the file is larger than 1 MiB, and when it is 10 MiB, of which nothing is read', async () => {
    const { upload } = await openLogo()

    for (const size of [mostLogoBytes + 1, 10 * 1024 * 1024]) {
      const seen = await upload(new Uint8Array(size))
      expect([seen.status, seen.body]).toEqual([413, expect.stringContaining('larger than 1 MiB')])
    }
  })

  it('is asked for when the form came without', async () => {
    const { browser, path } = await openLogo()

    const seen = await browser.submit(await browser.get(path), path, {})

    expect([seen.status, seen.body]).toEqual([400, expect.stringContaining('Choose a picture first.')])
  })

  it('is not set by a form without the token of this browser', async () => {
    const { upload } = await openLogo()

    expect((await upload(new Uint8Array([1]), 'AAAA')).status).toBe(403)
  })

  it.each(['/logos/x.webp', `/logos/${'a'.repeat(64)}.webp`, `/logos/${'a'.repeat(64)}.svg`, '/logos/..%2fx.webp'])(
    'is not there at %s',
    async (path) => {
      const { browser } = await openLogo()

      expect((await browser.get(path)).status).toBe(404)
    },
  )
})
