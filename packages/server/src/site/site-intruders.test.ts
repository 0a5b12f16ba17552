import { describe, expect, it } from 'vitest'
import { type FurnishedSite, newPassword, startFurnishedSite } from '../../test/furnished-site.ts'
import type { Seen, TestBrowser } from '../../test/test-browser.ts'
import { createSiteRoutes } from './site-routes.ts'

/** What a form of any page might say, so that no act is refused for what it lacks. */
const acts = ['', 'add', 'revoke', 'invite', 'withdraw', 'role', 'remove', 'begin', 'exchange']

/** Sends a form as the page at this path would, though it never showed one: the token is that of another page of the same person. */
async function press(browser: TestBrowser, path: string, form: Readonly<Record<string, string>>): Promise<Seen> {
  const page = await browser.get('/account')
  if (!path.endsWith('/logo')) return browser.submit(page, path, form)
  const csrf = /name="csrf" value="([^"]*)"/.exec(page.body)?.[1] ?? ''
  const parts = Object.entries({ csrf, ...form }).map(
    ([name, value]) => `--boundary\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return browser.postRaw(path, `${parts.join('')}--boundary--`, {
    'content-type': 'multipart/form-data; boundary=boundary',
    'sec-fetch-site': 'same-origin',
  })
}

async function listAppRoutes(site: FurnishedSite) {
  const routes = createSiteRoutes(site.context).filter(({ path }) => path.includes(':clientId'))
  expect(routes.length).toBeGreaterThan(12)
  const at = (path: string, appId: string): string => path.replace(':clientId', appId).replace(':attempt', site.attemptId)
  return routes.map(({ method, path }) => ({ method, path, at: (appId: string) => at(path, appId) }))
}

/** All that somebody could want of an app, and of its owner. */
async function look({ store, appId, user, context }: FurnishedSite): Promise<unknown> {
  return {
    app: await store.apps.find(appId),
    secrets: await store.apps.listSecrets(appId),
    members: await store.apps.listMembers(appId),
    invitations: await store.apps.listInvitations(appId, context.now()),
    sessions: (await store.browserSessions.list(user.id, context.now())).length,
    tokens: await store.personalTokens.list(user.id, context.now()),
  }
}

/** Everybody's address and password. */
async function listPeople({ store }: FurnishedSite): Promise<unknown> {
  return Promise.all(['ada', 'bob', 'cy'].map((username) => store.users.findByUsername(username)))
}

/** An app of Bob's, made in the portal. */
async function registerBobs({ bob, store, otherUser }: FurnishedSite): Promise<string> {
  const form = { name: 'Bobs', redirect_uris: 'https://bob.example/', scope_openid: 'on', kind: 'confidential', application_type: 'web' }
  await bob.submit(await bob.get('/developers/apps/new'), '/developers/apps/new', form)
  return (await store.apps.listOwn(otherUser.id))[0]?.app.client.id ?? ''
}

describe('an app of others', () => {
  it('looks on every route, whatever is sent, like one that is not there, and stays as it was', async () => {
    const site = await startFurnishedSite()
    const before = await look(site)
    const tell = ({ status, location, page }: Seen) => ({ status, location, code: page?.kind === 'error' ? page.code : page?.kind })

    for (const { method, path, at } of await listAppRoutes(site)) {
      for (const act of method === 'GET' ? [''] : acts) {
        const [real, missing] = await Promise.all(
          [site.appId, 'an-app-that-never-was'].map((appId) =>
            method === 'GET' ? site.bob.get(at(appId)) : press(site.bob, at(appId), { act, name: 'Mixdown', user: site.user.id }),
          ),
        )
        expect.soft([method, path, real && tell(real)]).toEqual([method, path, missing && tell(missing)])
        expect.soft([method, path, real?.status]).toEqual([method, path, 404])
        expect.soft(real?.body).not.toContain('Mixdown')
      }
    }
    expect(await look(site)).toEqual(before)
  })

  it('keeps what is its own from who has an app: its secrets, invitations, members and sign-ins', async () => {
    const site = await startFurnishedSite()
    const bobs = await registerBobs(site)
    const before = await look(site)
    const path = `/developers/apps/${bobs}`
    const [secret] = await site.store.apps.listSecrets(site.appId)
    const [invitation] = await site.store.apps.listInvitations(site.appId, site.context.now())

    const secretSeen = await press(site.bob, `${path}/secrets`, { act: 'revoke', secret: secret?.id ?? '' })
    await press(site.bob, `${path}/team`, { act: 'withdraw', invitee: invitation?.invitee ?? '' })
    const member = await press(site.bob, `${path}/team`, { act: 'remove', user: site.user.id })
    const role = await press(site.bob, `${path}/team`, { act: 'role', user: site.user.id, role: 'developer' })
    const attempt = await site.bob.get(`${path}/log/${site.attemptId}`)

    expect(secret?.id).toBeDefined()
    expect(invitation?.invitee).toBe('bob')
    expect(secretSeen.location).toContain('notice=secret_gone')
    expect([member.status, role.status, attempt.status]).toEqual([409, 409, 404])
    expect(await look(site)).toEqual(before)
  })

  it('lets its developers see and set it up, and leaves to owners who has it, its secrets and its end', async () => {
    const site = await startFurnishedSite()
    await site.store.apps.addMember(site.appId, { userId: site.otherUser.id, role: 'developer', addedAt: 0 })
    const before = await look(site)
    const app = `/developers/apps/${site.appId}`
    const [secret] = await site.store.apps.listSecrets(site.appId)
    const bobId = site.otherUser.id

    const answers = [
      await press(site.bob, `${app}/secrets`, { act: 'add', label: '', seen: secret?.id ?? '' }),
      await press(site.bob, `${app}/secrets`, { act: 'revoke', secret: secret?.id ?? '' }),
      await press(site.bob, `${app}/team`, { act: 'invite', invitee: 'eve', role: 'owner' }),
      await press(site.bob, `${app}/team`, { act: 'withdraw', invitee: 'bob' }),
      await press(site.bob, `${app}/team`, { act: 'role', user: bobId, role: 'owner' }),
      await press(site.bob, `${app}/team`, { act: 'remove', user: site.user.id }),
      await site.bob.get(`${app}/delete`),
      await press(site.bob, `${app}/delete`, { name: 'Mixdown' }),
    ]

    expect(answers.map(({ status }) => status)).toEqual(Array.from(answers, () => 403))
    expect(await look(site)).toEqual(before)
    expect((await site.bob.get(app)).status).toBe(200)
    expect((await press(site.bob, `${app}/team`, { act: 'remove', user: bobId })).location).toContain('notice=team_left')
    expect((await site.bob.get(app)).status).toBe(404)
  })
})

describe('an account of others', () => {
  it('loses no session and no token to who knows their ids', async () => {
    const site = await startFurnishedSite()
    const before = await look(site)
    const [session] = await site.store.browserSessions.list(site.user.id, site.context.now())
    const [token] = await site.store.personalTokens.list(site.user.id, site.context.now())
    const key = Buffer.from(session?.key ?? []).toString('base64url')
    const id = Buffer.from(token?.id ?? []).toString('base64url')

    const ended = await press(site.bob, '/account/security', { act: 'end', session: key })
    const [revoked, renamed] = [
      await press(site.bob, '/account/tokens', { act: 'revoke', token: id }),
      await press(site.bob, '/account/tokens', { act: 'rename', token: id, name: 'mine' }),
    ]

    expect([ended, revoked, renamed].map(({ location }) => location)).toEqual([
      expect.stringContaining('notice=session_gone'),
      expect.stringContaining('notice=token_gone'),
      expect.stringContaining('notice=token_gone'),
    ])
    expect(await look(site)).toEqual(before)
    expect((await press(site.ada, '/account/tokens', { act: 'revoke', token: id })).location).toContain('notice=token_revoked')
    expect((await press(site.ada, '/account/security', { act: 'end', session: key })).location).not.toContain('session_gone')
  })

  it('gains nobody a link that was sent to it, in whichever purpose it is tried', async () => {
    const site = await startFurnishedSite()
    const [signUp = '', recover = '', change = ''] = [site.links.signUp, site.links.recover, site.links.changeEmail].map(
      (link) => new URL(link, site.origin).searchParams.get('token') ?? '',
    )
    const people = await listPeople(site)
    const tries = [
      ['/account/recover/confirm', signUp],
      ['/account/recover/confirm', change],
      ['/account/email/confirm', signUp],
      ['/account/email/confirm', recover],
      ['/account/sign-up/confirm', recover],
      ['/account/sign-up/confirm', change],
    ] as const

    for (const [path, token] of tries) {
      const seen = await press(site.bob, path, { token, password: newPassword, username: 'zoe' })
      expect.soft([path, seen.status, seen.location]).toEqual([path, expect.toBeOneOf([400, 404, 409, 410]), ''])
    }
    expect(await site.store.users.findByUsername('zoe')).toBeUndefined()
    expect(await listPeople(site)).toEqual(people)
  })
})
