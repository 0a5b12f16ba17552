import { describe, expect, it } from 'vitest'
import { startFurnishedSite } from '../../test/furnished-site.ts'
import { buttons, fillIn, listSitePages } from '../../test/site-pages.ts'
import { createSiteRoutes } from './site-routes.ts'

describe('the table of pages', () => {
  it('has every route of the site, so that what is proven of its pages is proven of all', async () => {
    const site = await startFurnishedSite()
    const pages = listSitePages(site)
    const routes = createSiteRoutes(site.context)
    const routesOf = (method: string) => new Set(routes.filter((route) => route.method === method).map(({ path }) => path))

    const shown = new Set(pages.map(({ route }) => route))
    const sent = new Set([...pages.flatMap(({ form }) => form?.to ?? []), ...buttons])

    expect([...routesOf('GET')].filter((path) => !shown.has(path))).toEqual([])
    expect([...routesOf('POST')].filter((path) => !sent.has(path))).toEqual([])
  })
})

describe('every page', () => {
  it('is there, is framed by nobody, runs nothing but its own script, and is kept by nobody', async () => {
    const site = await startFurnishedSite()
    for (const { route, who, path } of listSitePages(site)) {
      const { status, headers, body } = await site[who].get(path)
      const policy = headers['content-security-policy'] ?? ''

      expect
        .soft([route, status])
        .toEqual([route, path.includes('token=over') ? 410 : route.includes('try/callback') || route === '/oauth/authorize' ? 400 : 200])
      expect.soft([route, body.startsWith('<!doctype html>')]).toEqual([route, true])
      expect
        .soft(policy, route)
        .toMatch(/^default-src 'none'; script-src 'nonce-[\w-]{22}'; style-src 'self'; font-src 'self'; img-src 'self' data:/)
      expect.soft(policy, route).toContain("frame-ancestors 'none'; base-uri 'none'")
      expect.soft(policy, route).not.toMatch(/unsafe|\*/)
      expect
        .soft(headers, route)
        .toMatchObject({ 'x-frame-options': 'DENY', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    }
  })
})

describe('an address at which there is nothing', () => {
  it('leads back to the account, also for an app of others', async () => {
    const site = await startFurnishedSite()

    const { status, body } = await site.bob.get(`/developers/apps/${site.appId}/team`)

    expect(status).toBe(404)
    expect(body).toContain('href="/account"')
  })
})

describe('every form', () => {
  it('is shown again with all that was typed, but secrets, and says beside the field what is wrong', async () => {
    const site = await startFurnishedSite()
    for (const { route, who, path, form } of listSitePages(site)) {
      if (form === undefined) continue
      const page = await site[who].get(path)
      const { status, body } = await site[who].submit(page, form.path, fillIn(page, form))

      expect.soft([route, status >= 400 && status < 500]).toEqual([route, true])
      expect.soft(body, route).toContain('id="problems"')
      if (form.wrong !== '') {
        expect.soft(body, route).toContain(`href="#${form.wrong}"`)
        expect.soft(body, route).toContain(`id="${form.wrong}"`)
      }
      for (const [name, value] of Object.entries(form.typed)) {
        const isThere = body.includes(escapeHtml(value))
        expect.soft([route, name, isThere]).toEqual([route, name, !/password|code/.test(name)])
      }
      for (const [name, value] of Object.entries(form.chosen ?? {})) {
        expect.soft(body, route).toMatch(new RegExp(`name="${name}" value="${value}" checked`))
      }
    }
  })
})

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}
