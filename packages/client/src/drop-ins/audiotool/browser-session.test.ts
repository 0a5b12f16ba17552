import { describe, expect, it } from 'vitest'
import { AudiotoolWorld, authenticated } from '../../../test/audiotool-world.ts'
import { settle } from '../../../test/fake-clock.ts'
import { codeOf } from '../../../test/sign-in-world.ts'
import { audiotool } from './audiotool.ts'
import { createServerAuth } from './create-server-auth.ts'

const LIST_PROJECTS = 'audiotool.project.v1.ProjectService/ListProjects'

describe('the client of somebody who is signed in', () => {
  it('is the client itself: the documented call, with the token', async () => {
    const world = new AudiotoolWorld()
    world.answers.set(LIST_PROJECTS, () => Response.json({ projects: [{ name: 'projects/1', displayName: 'Night Bus' }] }))
    const { at } = await world.signIn()

    const projects = await at.projects.listProjects({})

    expect(projects).toEqual({ projects: [{ name: 'projects/1', displayName: 'Night Bus' }], nextPageToken: '' })
    expect(world.server.received.at(-1)?.authorization).toBe(`Bearer ${at.exportTokens().accessToken}`)
  })

  it.each(['users/mira', 'mira'])('[trap 20] has the name a person reads, and the one the API uses, from %s', async (userName) => {
    const world = new AudiotoolWorld()
    world.answers.set('audiotool.auth.v1.AuthService/GetWhoami', () => Response.json({ whoami: { userName } }))

    expect((await world.signIn()).at).toMatchObject({ userName: 'mira', userResourceName: 'users/mira' })
  })

  it('says when nobody can tell who is signed in, and keeps the session', async () => {
    const world = new AudiotoolWorld()
    await world.signIn()
    world.server.faults.push(() => new Response('', { status: 503 }))

    expect(await audiotool(world.load().options)).toMatchObject({ status: 'unauthenticated', error: { code: 'provider_unavailable' } })
    expect((await audiotool(world.load().options)).status).toBe('authenticated')
  })

  it('[trap 6] rejects every call soon after the platform ended the session, and asks it once', async () => {
    const world = new AudiotoolWorld()
    const { at } = await world.signIn()
    world.server.revokeAll()

    const codes = await Promise.all([1, 2, 3].map(() => codeOf(at.projects.listProjects({}))))
    const sent = world.server.received.length

    expect(codes).toEqual(Array(3).fill('session_ended'))
    expect([await codeOf(at.projects.listProjects({})), await codeOf(at.auth.getToken())]).toEqual(['session_ended', 'session_ended'])
    expect(world.server.count('refresh_token')).toBe(1)
    expect(world.server.received).toHaveLength(sent)
  })

  it('[trap 6] rejects when another tab has logged out, without a request', async () => {
    const world = new AudiotoolWorld()
    const { at } = await world.signIn()
    const other = world.load()
    await authenticated(await audiotool(other.options)).logout()
    const sent = world.server.received.length

    expect(await codeOf(at.projects.listProjects({}))).toBe('not_signed_in')
    expect(world.server.received).toHaveLength(sent)
  })

  it('refreshes once and goes on when an access token is refused before its time', async () => {
    const world = new AudiotoolWorld()
    const { at } = await world.signIn()
    world.server.expireAccessTokens()

    expect(await at.projects.listProjects({})).toEqual({ projects: [], nextPageToken: '' })
    expect(world.server.count('refresh_token')).toBe(1)
  })

  it('[trap 22] throws an answer that is an error, whose scope is missing', async () => {
    const world = new AudiotoolWorld()
    world.answers.set(LIST_PROJECTS, () => Response.json({ code: 'permission_denied' }, { status: 403 }))
    const { at } = await world.signIn()

    await expect(at.projects.listProjects({})).rejects.toMatchObject({ code: 'configuration', providerError: 'permission_denied' })
  })

  it('[trap 21] authorizes authorizedFetch, for the platform alone, and not fetch', async () => {
    const world = new AudiotoolWorld()
    const { at } = await world.signIn()
    await at.authorizedFetch('https://rpc.audiotool.com/files/1')
    await at.authorizedFetch('https://elsewhere.example/files/1')
    await at.fetch('https://rpc.audiotool.com/files/1')

    expect(world.server.received.slice(-3).map(({ authorization }) => authorization)).toEqual([
      `Bearer ${at.exportTokens().accessToken}`,
      null,
      null,
    ])
  })

  it('[trap 19] revokes at the platform on logout, forgets, and shows the page anew', async () => {
    const world = new AudiotoolWorld()
    const { at, reloads } = await world.signIn()
    const { refreshToken } = at.exportTokens()

    expect(await at.logout()).toEqual({ revoked: true })

    expect(world.server.received.at(-1)).toMatchObject({
      url: 'https://oauth.audiotool.com/oauth2/revoke',
      parameters: { token: refreshToken },
    })
    expect(reloads()).toBe(1)
    expect(world.stored()).not.toContain(refreshToken)
    expect(await audiotool(world.load().options)).toEqual({ status: 'unauthenticated', login: expect.any(Function) })
  })

  it('waits three seconds for the platform on logout, and forgets at once', async () => {
    const world = new AudiotoolWorld()
    const { at, reloads } = await world.signIn()
    world.server.hold = new Promise(() => undefined)
    const logout = at.logout()
    await settle()

    expect(() => at.exportTokens()).toThrow('not_signed_in')
    expect(reloads()).toBe(0)
    await world.clock.advance(3)
    expect(await logout).toEqual({ revoked: false })
    expect(reloads()).toBe(1)
  })

  it('exports tokens at once, the newest there are, in the shape createServerAuth takes', async () => {
    const world = new AudiotoolWorld()
    const { at } = await world.signIn()
    const before = at.exportTokens()
    await world.clock.advance(3601)
    await audiotool(world.load().options)

    const after = at.exportTokens()
    const auth = createServerAuth({ ...after, clientId: 'bd496109-d9b4-4b6a-8519-8b6ce88b58c5', fetch: world.fetch, clock: world.clock })

    expect(before).toEqual({ accessToken: 'access-2', refreshToken: 'refresh-2', expiresAt: expect.any(Number) })
    expect(after).toEqual({ accessToken: 'access-3', refreshToken: 'refresh-3', expiresAt: (world.clock.now() + 3600) * 1000 })
    expect(await auth.getToken()).toBe('Bearer access-3')
  })
})
