import { createPages } from '@stagedoor/pages'
import { createLatePages } from '@stagedoor/pages/late'
import { audiotool, audius, audiusLegacy, auphonic, soundcloud, standard } from '@stagedoor/platforms'
import { describe, expect, it, vi } from 'vitest'
import { startServer } from '../../test/start-server.ts'
import { createAuthorizationServer } from '../authorization-server.ts'
import type { HttpRequest } from '../http/http-message.ts'
import type { LatePages } from '../ports/pages.ts'
import { isSitePath } from './is-site-path.ts'
import { loadSite } from './load-site.ts'

const request = (path: string): HttpRequest => ({
  method: 'GET',
  path,
  query: '',
  headers: { accept: 'text/html' },
  remoteAddress: '127.0.0.1',
  readBody: async () => new Uint8Array(),
})

/** A server whose site is made when somebody comes for it. */
async function startLate(pages: LatePages) {
  const { context, reasons } = await startServer({ site: {} })
  return { reasons, ...createAuthorizationServer({ ...context, pages }) }
}

describe('the site of a server', () => {
  it('has every address of its own below its first segments, on every platform, and no other has one there', async () => {
    for (const platform of [standard, audiotool, audius, audiusLegacy, soundcloud, auphonic]) {
      const { context } = await startServer({ platform, site: {} })
      const paths = (await loadSite(context)).map(([path]) => path)

      expect(paths.length).toBeGreaterThan(20)
      expect(paths.filter((path) => !isSitePath(path))).toEqual([])
      for (const url of Object.values(platform.endpoints)) expect(url !== '' && isSitePath(new URL(url).pathname)).toBe(false)
    }
  })

  it('is made with the first request for one of its pages, once, and says what it would have said', async () => {
    const late = createLatePages()
    const load = vi.spyOn(late, 'loadSite')
    const server = await startLate(late)
    await server.handle(request('/nothing'))
    expect(load).not.toHaveBeenCalled()

    const answers = await Promise.all(Array.from({ length: 50 }, () => server.handle(request('/account/sign-in'))))

    expect(load).toHaveBeenCalledTimes(1)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const now = createAuthorizationServer({ ...server.context, pages: createPages() })
    const drawn = ({ body }: { readonly body: unknown }): string => String(body).replace(/(nonce|value)="[\w-]{20,}"/g, '')
    expect(drawn(answers[0] ?? { body: '' })).toBe(drawn(await now.handle(request('/account/sign-in'))))
  })

  it('is tried again by the next one, when it could not be made', async () => {
    const late = createLatePages()
    vi.spyOn(late, 'loadSite').mockRejectedValueOnce(new Error('The disk is gone.'))
    const server = await startLate(late)

    const failed = await server.handle(request('/developers'))
    expect([failed.status, failed.headers['Content-Type']]).toEqual([500, 'text/html; charset=utf-8'])
    expect(server.reasons()).toContain('bug')
    expect((await server.handle(request('/developers'))).status).toBe(303)
  })

  it('is made for a wrong address too, which is told of the right one', async () => {
    const server = await startLate(createLatePages())

    const { status, body } = await server.handle(request('/account/'))

    expect(status).toBe(404)
    expect(body).toContain('There is something at /account: mind the slash at the end.')
  })

  it('is asked for every method: what it does not take is refused as elsewhere', async () => {
    const server = await startLate(createLatePages())

    expect(await server.handle({ ...request('/account/sign-in'), method: 'DELETE' })).toMatchObject({
      status: 405,
      headers: { Allow: 'GET, POST, HEAD, OPTIONS' },
    })
  })

  it('lets no pattern of an API stand over its addresses, and says so at the start', async () => {
    const answer = () => ({ status: 200, headers: {}, body: '' })
    const resources = [{ method: 'GET', path: '/apps/:id', access: 'anybody', scope: [], answer }] as const

    await expect(startServer({ site: {}, resources })).rejects.toThrow('/apps/:id is an address of the site.')
  })
})
