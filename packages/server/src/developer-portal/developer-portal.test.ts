import { audiotool, audius, auphonic, soundcloud, standard } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startServer, type TestServer, type TestServerOptions } from '../../test/start-server.ts'
import { type Entries, password, type Seen, type TestBrowser } from '../../test/test-browser.ts'

interface Portal {
  readonly server: TestServer
  readonly browser: TestBrowser
  /** Sends the form for a new app, right but for `changes`. */
  register(changes?: Entries): Promise<Seen>
}

async function openPortal(options: TestServerOptions = {}): Promise<Portal> {
  const server = await startServer({ site: {}, ...options })
  const browser = server.openBrowser()
  await browser.signIn(await browser.authorize())
  return {
    server,
    browser,
    register: async (changes) =>
      browser.submit(await browser.get('/developers/apps/new'), '/developers/apps/new', { ...filled, ...changes }),
  }
}

const filled: Entries = {
  name: 'Mixdown',
  homepage: 'https://mixdown.example/',
  redirect_uris: 'https://mixdown.example/callback\r\nhttp://127.0.0.1:5173/',
  scope_openid: 'on',
  scope_profile: 'on',
  kind: 'public',
  application_type: 'web',
}

/** Registers a public app; resolves to where it is. */
async function registered({ register }: Portal, changes?: Entries): Promise<string> {
  const { location } = await register(changes)
  return location.replace(/\?.*/, '')
}

function hidden({ body }: Seen, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
}

describe('registering an app', () => {
  it('makes one that people can sign in to at once, as its first owner sees it', async () => {
    const portal = await openPortal()
    const { server, browser } = portal

    const path = await registered(portal)
    const page = await browser.get(path)
    const [own] = await server.store.apps.listOwn(server.user.id)

    expect(path).toBe(`/developers/apps/${own?.app.client.id}`)
    expect(own).toMatchObject({
      role: 'owner',
      app: {
        client: {
          name: 'Mixdown',
          redirectUris: ['https://mixdown.example/callback', 'http://127.0.0.1:5173/'],
          scope: ['openid', 'profile'],
          authenticationMethod: 'none',
        },
      },
    })
    expect(page.body).toContain(`<code>${own?.app.client.id}</code>`)
    const signIn = await browser.authorize({
      client_id: own?.app.client.id,
      redirect_uri: 'https://mixdown.example/callback',
      scope: 'openid',
    })
    expect(signIn.location).toContain('/interaction/consent')
    expect(await server.store.audit.list({ limit: 1 })).toMatchObject([{ act: 'app.created', actor: { id: server.user.id } }])
  })

  it('makes one app of a form that is sent twice', async () => {
    const { server, browser } = await openPortal()
    const page = await browser.get('/developers/apps/new')
    const form = { ...filled, draft: hidden(page, 'draft') }

    const answers = [await browser.submit(page, '/developers/apps/new', form), await browser.submit(page, '/developers/apps/new', form)]

    expect(new Set(answers.map(({ location }) => location.replace(/\?.*/, ''))).size).toBe(1)
    expect(await server.store.apps.listOwn(server.user.id)).toHaveLength(1)
  })

  it('shows the secret of a confidential app once, keeps its digest alone, and takes it at the token endpoint', async () => {
    const { server, browser, register } = await openPortal()

    const seen = await register({ kind: 'confidential' })
    const [own] = await server.store.apps.listOwn(server.user.id)
    const [, secret = ''] = /<code>([\w-]{43})<\/code>/.exec(seen.body) ?? []
    const again = await browser.get(`/developers/apps/${own?.app.client.id}/secrets`)

    expect(secret).toHaveLength(43)
    expect(again.body).not.toContain(secret)
    expect(again.body).toContain(secret.slice(-4))
    expect(JSON.stringify([await server.store.audit.list({ limit: 9 }), server.events])).not.toContain(secret)
    expect(own?.app.client.secretDigests).toHaveLength(1)
  })

  it('keeps everything that was typed when something is wrong, and says where', async () => {
    const { register } = await openPortal()

    const { status, body } = await register({
      name: '',
      homepage: 'mixdown.example',
      redirect_uris: 'https://a.example/\nhttps://b.example/#x',
    })

    expect(status).toBe(400)
    expect(body).toContain('<a href="#name">Give the app a name.</a>')
    expect(body).toContain('value="mixdown.example"')
    expect(body).toContain('Did you mean https://mixdown.example?')
    expect(body).toContain('Line 2: Leave out # and what follows. Did you mean https://b.example/?')
    expect(body).toContain('https://a.example/\nhttps://b.example/#x</textarea>')
    expect(body).toMatch(/<textarea[^>]*aria-describedby="redirect_uris-hint redirect_uris-problem"[^>]*aria-invalid="true"/)
  })

  it.each([
    ['a scope the platform lacks', { scope_admin: 'on' }, 'There is no admin here.'],
    ['no scope at all', { scope_openid: undefined, scope_profile: undefined }, 'Choose at least one.'],
    ['a custom scheme without saying that it is an app', { redirect_uris: 'com.example.app:/cb' }, 'leads to an app on a device'],
    ['no redirect URI', { redirect_uris: '\n \n' }, 'Name at least one redirect URI.'],
    ['a name with NUL', { name: 'Mix\u0000down' }, 'characters that cannot be seen'],
    ['a name that is turned around', { name: 'Mix\u202edown' }, 'characters that cannot be seen'],
    ['a name of 10,000 characters', { name: 'M'.repeat(10_000) }, 'A name has at most 80 characters.'],
    ['a homepage that is a script', { homepage: 'javascript:alert(1)' }, 'Write a web address'],
  ])('refuses %s next to its field, in words', async (_name, changes, words) => {
    const { server, register } = await openPortal()

    const { status, body } = await register(changes)

    expect(status).toBe(400)
    expect(body).toContain(words)
    expect(await server.store.apps.listOwn(server.user.id)).toEqual([])
  })

  it('names the fifty-first redirect URI, and loses none of them, however long they are', async () => {
    const { register } = await openPortal()
    const uris = Array.from({ length: 51 }, (_, index) => `https://mixdown.example/${index}/`.padEnd(1990, 'x'))

    const { status, body } = await register({ redirect_uris: uris.join('\r\n') })

    expect(status).toBe(400)
    expect(body).toContain('Line 51: There are at most 50 redirect URIs.')
    expect(body).toContain(`${uris.join('\r\n')}</textarea>`)
  })

  it('shows a name that is markup as text, wherever it stands', async () => {
    const portal = await openPortal()
    const name = '"><script>alert(1)</script>'
    const path = await registered(portal, { name })

    const bodies = [await portal.browser.get(path), await portal.browser.get('/developers'), await portal.browser.get(`${path}/delete`)]

    for (const { body } of bodies) expect(body).not.toContain('<script>alert')
  })

  it('runs no markup, whatever field it is typed into, and gives it back as it was', async () => {
    const portal = await openPortal()
    const { browser, server } = portal
    const hostile = '"></textarea></title><svg/onload=alert(1)>'
    const path = await registered(portal, { kind: 'confidential' })
    const [own] = await server.store.apps.listOwn(server.user.id)
    const app = `/developers/apps/${own?.app.client.id}`
    const secrets = await browser.get(`${app}/secrets`)
    const team = await browser.get(`${app}/team`)

    const shown = [
      await portal.register({ name: '', homepage: hostile, redirect_uris: hostile, [`scope_${hostile}`]: 'on' }),
      await browser.submit(secrets, `${app}/secrets`, { act: 'add', label: hostile.repeat(3), seen: '' }),
      await browser.submit(secrets, `${app}/secrets`, { act: 'add', label: hostile, seen: hidden(secrets, 'seen') }),
      await browser.submit(team, `${app}/team`, { act: 'invite', invitee: `${hostile} `.repeat(9) }),
      await browser.submit(team, `${app}/delete`, { name: hostile }),
    ]
    await browser.submit(team, `${app}/team`, { act: 'invite', invitee: hostile })
    shown.push(await browser.get(`${app}/team`), await browser.get(`${app}/secrets`))

    expect(path).toBe('')
    for (const { body } of shown) {
      expect(body).toContain('svg/onload=alert(1)&gt;')
      expect(body).not.toContain('<svg/onload')
    }
  })

  it('advises against a scheme that any app can claim, and takes it', async () => {
    const { register } = await openPortal()

    const { status, body } = await register({ application_type: 'native', redirect_uris: 'myapp://cb\nhttps://x.example/#' })

    expect(status).toBe(400)
    expect(body).toContain('Line 1: Another app can claim this scheme too.')
  })
})

describe('two tabs on one app', () => {
  it('lose nothing: the second to save sees both, and decides', async () => {
    const portal = await openPortal()
    const { browser, server } = portal
    const path = await registered(portal)
    const [one, other] = [await browser.get(path), await browser.get(path)]
    const save = (page: Seen, name: string) => browser.submit(page, path, { ...filled, name, version: hidden(page, 'version') })

    const first = await save(one, 'First')
    const second = await save(other, 'Second')
    expect(first.location).toContain('notice=app_saved')
    expect(second.status).toBe(409)
    expect(second.body).toContain('value="Second"')
    expect(second.body).toMatch(/Saved now: <code[^>]*>First</)

    expect((await save(second, 'Second')).location).toContain('notice=app_saved')
    const [own] = await server.store.apps.listOwn(server.user.id)
    expect(own?.app.client.name).toBe('Second')
  })
})

describe('secrets of an app', () => {
  it('rotate without a pause: two are good, a third is not made, the old one ends at once', async () => {
    const portal = await openPortal()
    const { browser, server } = portal
    await portal.register({ kind: 'confidential' })
    const [own] = await server.store.apps.listOwn(server.user.id)
    const path = `/developers/apps/${own?.app.client.id}/secrets`
    const add = async () => {
      const page = await browser.get(path)
      return browser.submit(page, path, { act: 'add', label: 'server 2', seen: hidden(page, 'seen') })
    }

    expect((await add()).status).toBe(200)
    expect((await server.store.apps.listSecrets(own?.app.client.id ?? '')).map(({ label }) => label)).toEqual(['', 'server 2'])
    expect((await browser.get(path)).body).toContain('Two secrets are good now')
    const page = await browser.get(path)
    const full = await browser.submit(page, path, { act: 'add', label: '', seen: (await secretIds(server, own?.app.client.id)).join(' ') })
    expect(full.status).toBe(409)
    const [oldest = ''] = await secretIds(server, own?.app.client.id)
    expect((await browser.submit(page, path, { act: 'revoke', secret: oldest })).location).toContain('notice=secret_revoked')
    expect(await secretIds(server, own?.app.client.id)).toHaveLength(1)
  })

  it('are not made twice by a reload of the page that showed one', async () => {
    const portal = await openPortal()
    const { browser, server } = portal
    await portal.register({ kind: 'confidential' })
    const [own] = await server.store.apps.listOwn(server.user.id)
    const path = `/developers/apps/${own?.app.client.id}/secrets`
    const page = await browser.get(path)
    const [oldest = ''] = await secretIds(server, own?.app.client.id)
    await browser.submit(page, path, { act: 'revoke', secret: oldest })
    const before = await browser.get(path)
    const form = { act: 'add', label: '', seen: hidden(before, 'seen') }

    await browser.submit(before, path, form)
    const reloaded = await browser.submit(before, path, form)

    expect(reloaded.location).toContain('notice=secrets_changed')
    expect(await secretIds(server, own?.app.client.id)).toHaveLength(1)
  })

  it('need a fresh proof of who is there', async () => {
    const portal = await openPortal()
    await portal.register({ kind: 'confidential' })
    const [own] = await portal.server.store.apps.listOwn(portal.server.user.id)
    const path = `/developers/apps/${own?.app.client.id}/secrets`
    const page = await portal.browser.get(path)
    portal.server.advance(16 * 60)

    const seen = await portal.browser.submit(page, path, { act: 'add', label: '', seen: hidden(page, 'seen') })

    expect(seen.status).toBe(401)
    expect(seen.body).toContain('href="/account/sign-in"')
  })
})

async function secretIds({ store }: TestServer, clientId = ''): Promise<readonly string[]> {
  return (await store.apps.listSecrets(clientId)).map(({ id }) => id)
}

describe('who may see an app', () => {
  it('is its team: to others it is as if it were not there', async () => {
    const portal = await openPortal()
    const path = await registered(portal)
    const stranger = portal.server.openBrowser()
    await stranger.signIn(await stranger.authorize(), { username: 'bob' })
    const form = await stranger.get('/developers/apps/new')

    const answers = [
      await stranger.get(path),
      await stranger.get('/developers/apps/nobody'),
      await stranger.get(`${path}/team`),
      await stranger.get(`${path}/delete`),
      await stranger.submit(form, path, { ...filled, version: '1' }),
      await stranger.submit(form, `${path}/delete`, { name: 'Mixdown' }),
    ]

    for (const { status, body } of answers) {
      expect(status).toBe(404)
      expect(body).not.toContain('Mixdown')
    }
    expect((await stranger.get('/developers')).body).toContain('No app yet')
  })

  it.each(['', '/secrets', '/logo', '/team', '/delete'])(
    'is asked who they are at %s, and a form without its token changes nothing',
    async (tab) => {
      const portal = await openPortal()
      const path = (await registered(portal)) + tab
      const anonymous = portal.server.openBrowser()
      const multipart = tab === '/logo' ? { 'content-type': 'multipart/form-data; boundary=boundary-of-a-form' } : {}

      expect((await anonymous.get(path)).location).toBe(`/account/sign-in?continue=${encodeURIComponent(path)}`)
      const forged =
        tab === '/logo'
          ? await portal.browser.postRaw(
              path,
              '--boundary-of-a-form\r\ncontent-disposition: form-data; name="act"\r\n\r\nremove\r\n--boundary-of-a-form--',
              {
                origin: portal.server.context.baseUrl,
                ...multipart,
              },
            )
          : await portal.browser.post(path, { ...filled, act: 'remove', name: 'Mixdown' })
      expect(forged.status).toBe(403)
    },
  )
})

describe('the team of an app', () => {
  it('is joined by who is invited by handle, whether or not there is such an account', async () => {
    const portal = await openPortal()
    const { browser, server } = portal
    const path = await registered(portal)
    const invite = async (invitee: string, role = 'developer') =>
      browser.submit(await browser.get(`${path}/team`), `${path}/team`, { act: 'invite', invitee, role })

    const answers = [await invite('@Bob'), await invite('nobody-of-this-name')]
    expect(new Set(answers.map(({ location }) => location)).size).toBe(1)
    const bob = server.openBrowser()
    await bob.signIn(await bob.authorize(), { username: 'bob' })
    const list = await bob.get('/developers')
    expect(list.body).toContain('Mixdown')
    const joined = await bob.submit(list, '/developers', { client_id: hidden(list, 'client_id'), answer: 'accept' })

    expect(joined.location).toBe(`${path}?notice=team_joined`)
    expect((await bob.get(path)).status).toBe(200)
    expect((await bob.get(`${path}/delete`)).status).toBe(403)
    expect((await bob.submit(list, `${path}/team`, { act: 'invite', invitee: 'eve' })).status).toBe(403)
  })

  it('keeps an owner: the last one cannot leave', async () => {
    const portal = await openPortal()
    const path = await registered(portal)
    const page = await portal.browser.get(`${path}/team`)

    const seen = await portal.browser.submit(page, `${path}/team`, { act: 'remove', user: portal.server.user.id })

    expect(seen.status).toBe(409)
    expect(seen.body).toContain('An app needs an owner')
  })
})

describe('deleting an app', () => {
  it('says what breaks, wants its name, and ends everything', async () => {
    const portal = await openPortal()
    const { browser, server } = portal
    const path = await registered(portal)
    const clientId = path.split('/').at(-1) ?? ''
    const page = await browser.get(`${path}/delete`)

    expect(page.body).toContain('People who are connected and lose it: 0')
    const wrong = await browser.submit(page, `${path}/delete`, { name: 'Mixdow' })
    expect([wrong.status, wrong.body]).toEqual([400, expect.stringContaining('This is not the name of the app.')])
    expect(wrong.body).toContain('value="Mixdow"')
    const gone = await browser.submit(page, `${path}/delete`, { name: 'Mixdown' })
    expect(gone.location).toBe('/developers?notice=app_deleted')
    expect((await browser.get(path)).status).toBe(404)
    expect(await server.store.clients.find(clientId)).toBeUndefined()
    expect(await server.store.audit.list({ limit: 1 })).toMatchObject([{ act: 'app.deleted', detail: { name: 'Mixdown' } }])
  })
})

describe('an app that the platform has switched off', () => {
  it('says so to its team', async () => {
    const portal = await openPortal()
    const path = await registered(portal)
    await portal.server.store.apps.setDisabled(path.split('/').at(-1) ?? '', portal.server.context.now())

    expect((await portal.browser.get(path)).body).toContain('has switched this app off')
    expect((await portal.browser.get('/developers')).body).toContain('Switched off')
  })
})

describe('the words of a platform', () => {
  it.each([audius, auphonic, soundcloud, audiotool])('are those of its own portal: $name', async (platform) => {
    const server = await startServer({ site: {}, platform })
    const browser = server.openBrowser()
    await browser.submit(await browser.get('/account/sign-in'), '/account/sign-in', { username: 'ada', password })
    const { clientIdName, redirectUriHint } = platform.portal ?? expect.fail(`${platform.name} has a portal`)
    await server.store.apps.addMember(server.client.id, { userId: server.user.id, role: 'owner', addedAt: 0 })

    const [list, form, app] = [
      await browser.get('/developers'),
      await browser.get('/developers/apps/new'),
      await browser.get(`/developers/apps/${server.client.id}`),
    ]

    expect(list.body).toContain(`<span>${clientIdName}</span>`)
    expect(app.body).toContain(clientIdName)
    const text = (body: string): string =>
      body
        .replaceAll(/<[^>]*>/g, '')
        .replaceAll('&#39;', "'")
        .replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&')
    expect(text(form.body)).toContain(redirectUriHint ?? '')
    expect(text(form.body).includes(platform.portal?.listing?.sentence ?? 'promote your app')).toBe(platform === auphonic)
  })
})

describe('the list for everybody', () => {
  const portal = {
    clientIdName: 'Key',
    clientSecretName: 'Secret',
    redirectUriHint: null,
    listing: { title: 'Public', sentence: 'Show it.' },
  }

  it('is there where the platform has one, and shows who wishes it', async () => {
    const opened = await openPortal({ platform: { ...standard, portal } })
    await registered(opened, { listed: 'on' })
    await registered(opened, { name: 'Hidden' })

    const { status, body } = await opened.server.openBrowser().get('/apps')

    expect(status).toBe(200)
    expect(body).toContain('Mixdown')
    expect(body).toContain('href="https://mixdown.example/"')
    expect(body).not.toContain('Hidden')
    expect((await opened.browser.get('/developers')).body).toContain('<span>Key</span>')
  })

  it('is not there otherwise, and nobody gets on it', async () => {
    const opened = await openPortal()
    await registered(opened, { listed: 'on' })

    expect((await opened.browser.get('/apps')).status).toBe(404)
    expect(await opened.server.store.apps.listPublic(9)).toEqual([])
  })
})
