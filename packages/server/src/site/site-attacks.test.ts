import { describe, expect, it } from 'vitest'
import { type FurnishedSite, plainWords, type StrangersWords, startFurnishedSite } from '../../test/furnished-site.ts'
import { fillIn, listSitePages, markup } from '../../test/site-pages.ts'
import { password, type Seen } from '../../test/test-browser.ts'
import { createSiteRoutes } from './site-routes.ts'

const hostileWords: StrangersWords = {
  appName: `App ${markup}`,
  personName: `Ada ${markup}`,
  label: `Label ${markup}`,
  invitee: markup.replaceAll(' ', '/'),
  sent: `https://mixdown.example/${markup}`,
  userAgent: `Mozilla/5.0 ${markup} (X11; Linux) Chrome/120`,
}

/** What a page must not have: an element, an attribute or an address that a stranger wrote. */
function findInjections({ body, location }: Seen): readonly string[] {
  const addresses = [...body.matchAll(/(?:href|src|action|formaction)="\s*([^"]*)"/gi)].map(([, address = '']) => address)
  return [
    ...(/<x-probe/i.test(body) ? ['an element'] : []),
    ...addresses.filter((address) => /^(?:javascript|data|vbscript):/i.test(address.replaceAll(/\s/g, ''))),
    ...addresses.filter((address) => /^(?:https?:)?\/\/evil/i.test(address)),
    ...(/evil|javascript:|%0d|[\r\n]/i.test(location.replace(/\?.*/, '')) ? [location] : []),
  ]
}

const parameterNames = [
  'notice',
  'continue',
  'returnTo',
  'return_to',
  'redirect',
  'next',
  'id',
  'show',
  'page',
  'token',
  'step',
  'state',
  'error',
  'error_description',
  'code',
  'user_code',
  'transaction',
  'name',
  'email',
  'username',
]

/** A query with this in every parameter that any page reads, but for what the path has. */
function withEverything(path: string, value: string): string {
  const [plain = '', query = ''] = path.split('?')
  const parameters = new URLSearchParams(query)
  for (const name of parameterNames) if (!parameters.has(name)) parameters.set(name, value)
  return `${plain}?${parameters}`
}

const openRedirects = [
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/account/../..//evil.example',
  'javascript:alert(1)',
  '/account\r\nLocation: https://evil.example',
]

describe('what strangers wrote', () => {
  it('is text on every page that shows it: names, labels, invitations, what was sent, devices', async () => {
    const site = await startFurnishedSite(hostileWords)
    const seen = new Set<string>()
    for (const { route, who, path } of listSitePages(site)) {
      const page = await site[who].get(path)
      expect.soft([route, findInjections(page)]).toEqual([route, []])
      for (const [name, text] of Object.entries(hostileWords)) if (page.body.includes(escaped(text).slice(0, 24))) seen.add(name)
    }
    // Of a browser only its kind is shown; all else was seen somewhere.
    expect([...seen].sort()).toEqual(['appName', 'invitee', 'label', 'personName', 'sent'])
  })

  it('is text where a form gives it back', async () => {
    const site = await startFurnishedSite(hostileWords)
    for (const { route, who, path, form } of listSitePages(site)) {
      if (form === undefined) continue
      const page = await site[who].get(path)
      const fields = fillIn(page, form)
      const hostile = Object.fromEntries(
        Object.keys(fields).map((name) => [name, name === 'csrf' || name === 'act' ? fields[name] : markup]),
      )
      const answer = await site[who].submit(page, form.path, hostile)
      expect.soft([route, findInjections(answer)]).toEqual([route, []])
    }
  })

  it('is text in every parameter of every address', async () => {
    const site = await startFurnishedSite()
    for (const { route, who, path } of listSitePages(site)) {
      expect.soft([route, findInjections(await site[who].get(withEverything(path, markup)))]).toEqual([route, []])
    }
  })
})

describe('open redirects', () => {
  it.each(openRedirects)('no page and no form leads to %j, in whichever parameter it comes', async (target) => {
    const site = await startFurnishedSite()
    for (const { route, who, path, form } of listSitePages(site)) {
      const page = await site[who].get(withEverything(path, target))
      expect.soft([route, findInjections(page)]).toEqual([route, []])
      if (form === undefined) continue
      const answer = await site[who].submit(page.body.includes('name="csrf"') ? page : await site[who].get(path), form.path, {
        ...fillIn(page, form),
        continue: target,
        next: target,
      })
      expect.soft([route, findInjections(answer)]).toEqual([route, []])
    }
    const signedIn = await site.openBrowser().get('/account/sign-in')
    const answer = await site.openBrowser().submit(signedIn, '/account/sign-in', { username: 'ada', password: 'x', continue: target })
    expect(findInjections(answer)).toEqual([])
  })

  it('no address is built from what a request says of its host', async () => {
    const site = await startFurnishedSite()
    const headers = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      forwarded: 'host=evil.example',
      'x-forwarded-proto': 'javascript',
    }
    for (const { route, who, path } of listSitePages(site)) {
      const { body, location } = await site[who].get(path, headers)
      expect.soft([route, /evil/.test(body + location)]).toEqual([route, false])
    }
  })
})

describe('forged forms', () => {
  it('change nothing: without a token, with that of another person or browser or of before the sign-in, or from another site', async () => {
    const site = await startFurnishedSite()
    const bob = site.openBrowser()
    await bob.signIn(await bob.authorize(), { username: 'bob' })
    const tokenOf = ({ body }: Seen): string => /name="csrf" value="([^"]*)"/.exec(body)?.[1] ?? ''
    const own = tokenOf(await site.ada.get('/account'))
    const foreign = { ofBob: tokenOf(await bob.get('/account')), ofNobody: tokenOf(await site.nobody.get('/account/sign-in')) }
    const before = await countEverything(site)

    for (const { method, path } of createSiteRoutes(site.context)) {
      if (method !== 'POST') continue
      const at = path.replace(':clientId', site.appId)
      const press = { act: 'end_all', confirmed: 'on', name: 'Mixdown', client_id: site.appId, answer: 'accept' }
      const answers = await Promise.all([
        site.ada.post(at, press),
        site.ada.post(at, { ...press, csrf: '' }),
        site.ada.post(at, { ...press, csrf: foreign.ofBob }),
        site.ada.post(at, { ...press, csrf: foreign.ofNobody }),
        site.ada.post(at, { ...press, csrf: own }, { origin: 'https://evil.example' }),
        site.ada.post(at, { ...press, csrf: own }, { origin: 'null' }),
        site.ada.post(at, { ...press, csrf: own }, { origin: undefined, 'sec-fetch-site': 'cross-site' }),
        site.ada.postRaw(at, `csrf=${own}`, { origin: site.origin, 'content-type': 'text/plain' }),
      ])
      // The last is what a form of another site can send without asking first.
      expect
        .soft([path, ...answers.map(({ status }) => status)])
        .toEqual([path, 403, 403, 403, 403, 403, 403, 403, expect.toBeOneOf([400, 415])])
    }
    expect(await countEverything(site)).toEqual(before)
  })

  it('are refused after signing out with the token of before', async () => {
    const site = await startFurnishedSite()
    const page = await site.ada.get('/account')
    await site.ada.submit(page, '/account/sign-out')

    const saved = await site.ada.submit(page, '/account', { name: 'Eve', username: 'ada' })
    const signedIn = await site.ada.submit(page, '/account/sign-in', { username: 'ada', password })

    expect([saved.status, signedIn.status]).toEqual([401, 403])
    expect((await site.store.users.find(site.user.id))?.name).toBe(plainWords.personName)
  })
})

async function countEverything({ store, user, appId, context }: FurnishedSite): Promise<unknown> {
  return {
    person: await store.users.find(user.id),
    sessions: (await store.browserSessions.list(user.id, context.now())).length,
    app: await store.apps.find(appId),
    secrets: await store.apps.listSecrets(appId),
    team: [await store.apps.listMembers(appId), await store.apps.listInvitations(appId, context.now())],
    access: (await store.authorizedApps.list(user.id, context.now())).length,
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}
