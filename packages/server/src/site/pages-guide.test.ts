import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startFurnishedSite } from '../../test/furnished-site.ts'
import { listSitePages } from '../../test/site-pages.ts'

const guides = join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'guides')
const pictures = join(guides, '..', 'images', 'pages')
const guide = readFileSync(join(guides, 'pages.md'), 'utf8')

describe('the guide to the pages', () => {
  it('names every page that there is, and no other', async () => {
    const site = await startFurnishedSite()
    const named = new Set(Array.from(guide.matchAll(/`([/…]\S*)`/g), ([, path = '']) => path.replace('…', '/developers/apps/:clientId')))

    // Passkeys need a name instead of 127.0.0.1, a list of apps a platform that has one.
    const routes = new Set(['/account/passkeys', '/apps', ...listSitePages(site).map(({ route }) => route)])

    expect([...routes].filter((route) => !named.has(route))).toEqual([])
    expect([...named].filter((path) => !routes.has(path))).toEqual([])
  })

  it('leads to files that are there', () => {
    const targets = Array.from(guide.matchAll(/\]\(([^)#]+)|src="([^"]+)"/g), ([, link, source]) => link ?? source ?? '')

    expect(targets.length).toBeGreaterThan(15)
    expect(targets.filter((target) => !existsSync(join(guides, target)))).toEqual([])
  })

  it('shows every picture that is kept for it, none of them heavy', () => {
    const files = readdirSync(pictures)

    expect(files.filter((file) => !guide.includes(`../images/pages/${file}`))).toEqual([])
    expect(files.filter((file) => statSync(join(pictures, file)).size > 120_000)).toEqual([])
  })
})
