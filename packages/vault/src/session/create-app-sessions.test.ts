import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { VaultStore } from '../ports/vault-store.ts'
import { sqliteStore } from '../stores/sqlite/index.ts'
import type { AppSessions } from './app-sessions.ts'
import { createAppSessions } from './create-app-sessions.ts'
import type { AppSessionOptions } from './session-options.ts'

const KEY = `k1:${Buffer.alloc(32, 1).toString('base64url')}`
const OTHER_KEY = `k2:${Buffer.alloc(32, 2).toString('base64url')}`

const directory = mkdtempSync(join(tmpdir(), 'app-sessions-'))
const file = join(directory, 'vault.db')
let now = 1_800_000_000
let store: VaultStore
let otherProcess: VaultStore
beforeAll(() => {
  store = sqliteStore(file)
  otherProcess = sqliteStore(file)
})
afterAll(async () => {
  await store.close()
  await otherProcess.close()
  rmSync(directory, { recursive: true })
})

function open(options: Partial<AppSessionOptions> = {}): AppSessions {
  return createAppSessions({ store, keys: KEY, baseUrl: 'https://app.example', clock: { now: () => now }, ...options })
}

/** A request with what a browser has been sent. */
function withCookie(setCookie: string | undefined, headers: Record<string, string> = {}, method = 'GET'): Request {
  const cookie = setCookie?.split(';')[0] ?? ''
  return new Request('https://app.example/', { method, headers: { cookie, ...headers } })
}

const nobody = new Request('https://app.example/')
let people = 0
const somebody = (): string => `person-${++people}`

describe('a login session of the app', () => {
  it('[RFC 6265bis §4.1.3.2] has a cookie that no script reads, no other host plants and no other site sends along', async () => {
    const sessions = open()

    const { setCookie } = await sessions.start(somebody(), nobody)

    expect(setCookie).toMatch(/^__Host-stagedoor_session=[\w.-]+; Path=\/; Max-Age=1209600; HttpOnly; SameSite=Lax; Secure$/)
  })

  it('is found by its cookie, until somebody logs out', async () => {
    const sessions = open()
    const userId = somebody()
    const { session, setCookie } = await sessions.start(userId, nobody, 'Firefox on Linux')

    const found = await sessions.find(withCookie(setCookie))
    const logout = await sessions.logout(withCookie(setCookie))

    expect(found).toMatchObject({ session: { userId, id: session.id, about: 'Firefox on Linux' }, setCookie: undefined })
    expect(logout.setCookie).toMatch(/^__Host-stagedoor_session=; Path=\/; Max-Age=0;/)
    expect(await sessions.find(withCookie(setCookie))).toEqual({ session: undefined, setCookie: undefined })
  })

  it('is found in a request of the standard, of Node and of Next', async () => {
    const sessions = open()
    const { setCookie } = await sessions.start(somebody(), nobody)
    const { headers } = withCookie(setCookie, { 'x-other': '1' })

    for (const one of [
      headers,
      Object.fromEntries(headers),
      { ...Object.fromEntries(headers), via: ['a', 'b'], none: undefined },
      [...headers],
    ])
      expect((await sessions.find({ headers: one })).session).toBeDefined()
    const { session } = await sessions.find({ headers })
    expect(() => session?.checkCsrf({ method: 'POST', headers: { origin: 'https://app.example' } })).not.toThrow()
    expect(() => session?.checkCsrf({ method: 'POST', headers: { origin: 'https://evil.example' } })).toThrow()
    expect(() => session?.checkCsrf({ headers: {} })).toThrow()
  })

  it('is not found by a cookie that was changed or made up, and the store is not asked', async () => {
    const { setCookie } = await open().start(somebody(), nobody)
    const asked: string[] = []
    const read: VaultStore['read'] = async (id) => {
      asked.push(id.key)
      return store.read(id)
    }
    const sessions = open({ store: { ...store, read } })
    const [name = '', value = ''] = setCookie.split(';')[0]?.split('=') ?? []

    for (let index = 0; index < value.length; index++) {
      const changed = `${value.slice(0, index)}${value[index] === 'A' ? 'B' : 'A'}${value.slice(index + 1)}`
      // The last letter of a signature has bits that say nothing.
      if (changed.slice(0, -1) === value.slice(0, -1)) continue
      expect((await sessions.find(withCookie(`${name}=${changed}`))).session).toBeUndefined()
    }
    expect(asked).toEqual([])
    expect((await sessions.find(withCookie(setCookie))).session).toBeDefined()
  })

  it('leaves nothing in the database that signs anybody in', async () => {
    const { setCookie } = await open().start(somebody(), nobody)
    const [, secret = 'nothing', signature = 'nothing'] = setCookie.split(';')[0]?.split('.') ?? []

    const bytes = Buffer.concat([readFileSync(file), readFileSync(`${file}-wal`)])

    expect(bytes.includes(secret)).toBe(false)
    expect(bytes.includes(signature)).toBe(false)
  })

  it('begins with a new id at each sign-in, and ends the one that the browser had: it may have been planted (session fixation)', async () => {
    const sessions = open()
    const planted = await sessions.start('attacker', nobody)

    const { session, setCookie } = await sessions.start(somebody(), withCookie(planted.setCookie))

    expect(session.id).not.toBe(planted.session.id)
    expect((await sessions.find(withCookie(planted.setCookie))).session).toBeUndefined()
    expect((await sessions.find(withCookie(setCookie))).session).toBeDefined()
  })

  it('goes on when its key has become the second of the ring, and not when it has left', async () => {
    const { setCookie } = await open().start(somebody(), nobody)

    expect((await open({ keys: `${OTHER_KEY} ${KEY}` }).find(withCookie(setCookie))).session).toBeDefined()
    expect((await open({ keys: OTHER_KEY }).find(withCookie(setCookie))).session).toBeUndefined()
  })

  it('refuses to begin without keys, or for an app without https', () => {
    expect(() => open({ keys: '' })).toThrow(expect.objectContaining({ code: 'keys_missing' }))
    expect(() => open({ baseUrl: 'http://app.example' })).toThrow(TypeError)
  })

  it('waits for two weeks for somebody to come back, and lasts for ninety days at most', async () => {
    const sessions = open()
    const userId = somebody()
    let { setCookie } = await sessions.start(userId, nobody)
    const left = await sessions.start(userId, nobody)

    for (let day = 0; day < 89; day += 1) {
      now += 86_400
      setCookie = (await sessions.find(withCookie(setCookie))).setCookie ?? setCookie
    }

    expect((await sessions.find(withCookie(left.setCookie))).session).toBeUndefined()
    expect(setCookie).toContain('Max-Age=86400;')
    expect((await sessions.find(withCookie(setCookie))).session?.userId).toBe(userId)
    now += 86_400
    expect((await sessions.find(withCookie(setCookie))).session).toBeUndefined()
    expect(await sessions.list(userId)).toEqual([])
  })

  it('is due for deletion when it is over', async () => {
    const { session } = await open({ idleSeconds: 7200 }).start(somebody(), nobody)

    expect(await store.read({ collection: 'session', key: session.id })).toMatchObject({ dueAt: now + 7200 })
  })
})

describe('the rotation of a session cookie', () => {
  it('happens once for fifty requests at once in two processes, and nobody is logged out', async () => {
    const processes = [open(), open({ store: otherProcess })]
    const { setCookie } = await open().start(somebody(), nobody)
    now += 600

    const found = await Promise.all(Array.from({ length: 50 }, (_, index) => processes[index % 2]?.find(withCookie(setCookie))))

    expect(found.every((one) => one?.session !== undefined)).toBe(true)
    const cookies = new Set(found.map((one) => one?.setCookie))
    expect(cookies.size).toBe(1)
    const [successor] = cookies
    expect(successor?.split(';')[0]).not.toBe(setCookie.split(';')[0])
    expect((await open().find(withCookie(successor))).session).toBeDefined()
  })

  it('gives the successor again, however late, while the browser has not come with it: an answer gets lost', async () => {
    const sessions = open()
    const { setCookie } = await sessions.start(somebody(), nobody)
    now += 600
    const lost = await sessions.find(withCookie(setCookie))
    now += 86_400

    const again = await sessions.find(withCookie(setCookie))

    expect(again.session).toBeDefined()
    expect(again.setCookie?.split(';')[0]).toBe(lost.setCookie?.split(';')[0])
  })

  it('lets requests with the cookie before finish for a minute', async () => {
    const sessions = open()
    const { setCookie } = await sessions.start(somebody(), nobody)
    now += 600
    const next = await sessions.find(withCookie(setCookie))
    await sessions.find(withCookie(next.setCookie))
    now += 59

    expect((await sessions.find(withCookie(setCookie))).session).toBeDefined()
  })

  it('ends the session, and says so, when a cookie comes back after its time: somebody else has it', async () => {
    const told: object[] = []
    const sessions = open({ reused: (ended) => told.push(ended) })
    const userId = somebody()
    const { session, setCookie: stolen } = await sessions.start(userId, nobody)
    now += 600
    const { setCookie } = await sessions.find(withCookie(stolen))
    await sessions.find(withCookie(setCookie))
    now += 60

    expect((await sessions.find(withCookie(stolen))).session).toBeUndefined()
    expect(told).toEqual([{ userId, sessionId: session.id }])
    expect((await sessions.find(withCookie(setCookie))).session).toBeUndefined()
  })

  it('ends it as well when it is the thief who has the newer cookie', async () => {
    const sessions = open()
    const { setCookie: persons } = await sessions.start(somebody(), nobody)
    now += 600
    const thiefs = await sessions.find(withCookie(persons))
    await sessions.find(withCookie(thiefs.setCookie))
    now += 60

    expect((await sessions.find(withCookie(persons))).session).toBeUndefined()
    expect((await sessions.find(withCookie(thiefs.setCookie))).session).toBeUndefined()
  })

  it('goes on over a change of keys between the answer and its repetition', async () => {
    const { setCookie } = await open().start(somebody(), nobody)
    now += 600
    const lost = await open().find(withCookie(setCookie))

    const again = await open({ keys: `${OTHER_KEY} ${KEY}` }).find(withCookie(setCookie))

    expect(again.setCookie).toBeDefined()
    expect((await open({ keys: `${OTHER_KEY} ${KEY}` }).find(withCookie(again.setCookie))).session).toBeDefined()
    expect((await open().find(withCookie(lost.setCookie))).session).toBeDefined()
  })
})

describe('the sessions of a person', () => {
  it('are listed, ended one by one by whose they are alone, and ended all', async () => {
    const sessions = open()
    const userId = somebody()
    const started = await Promise.all(['one', 'two', 'three'].map((about) => sessions.start(userId, nobody, about)))
    const other = await sessions.start(somebody(), nobody)
    const [first] = started

    expect((await sessions.list(userId)).map(({ about }) => about).sort()).toEqual(['one', 'three', 'two'])
    expect(await sessions.end(userId, other.session.id)).toBe(false)
    expect(await sessions.end(userId, first?.session.id ?? '')).toBe(true)
    expect(await sessions.logoutEverywhere(userId)).toBe(2)
    for (const { setCookie } of started) expect((await sessions.find(withCookie(setCookie))).session).toBeUndefined()
    expect((await sessions.find(withCookie(other.setCookie))).session).toBeDefined()
  })

  it('end everywhere though they rotate at that moment', async () => {
    const sessions = open()
    const userId = somebody()
    const started = await Promise.all(Array.from({ length: 20 }, () => sessions.start(userId, nobody)))
    now += 600

    const [ended, ...found] = await Promise.all([
      sessions.logoutEverywhere(userId),
      ...started.map(({ setCookie }) => open({ store: otherProcess }).find(withCookie(setCookie))),
    ])

    expect(ended).toBe(20)
    for (const { setCookie } of found) expect((await sessions.find(withCookie(setCookie))).session).toBeUndefined()
    expect(await sessions.list(userId)).toEqual([])
  })
})

describe('checkCsrf()', () => {
  const own = { origin: 'https://app.example' }

  it('hears pages of the app, by Origin or Sec-Fetch-Site, and what changes nothing', async () => {
    const { session } = await open({ origins: ['https://studio.example'] }).start(somebody(), nobody)

    for (const headers of [own, { origin: 'https://studio.example' }, { 'sec-fetch-site': 'same-origin' }])
      expect(() => session.checkCsrf(withCookie('', headers, 'POST'))).not.toThrow()
    expect(() => session.checkCsrf(withCookie('', { origin: 'https://evil.example' }, 'GET'))).not.toThrow()
  })

  it('refuses other pages, also with a token that is right', async () => {
    const { session } = await open().start(somebody(), nobody)
    const token = session.csrfToken()

    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
    ])
      expect(() => session.checkCsrf(withCookie('', headers, 'POST'), token)).toThrow(
        expect.objectContaining({ code: 'csrf_refused', status: 403 }),
      )
  })

  it('takes the token of this session, as a field or a header, where a browser says nothing', async () => {
    const sessions = open()
    const { session } = await sessions.start(somebody(), nobody)
    const other = await sessions.start(somebody(), nobody)
    const check = (headers: Record<string, string>, token?: string) => () => session.checkCsrf(withCookie('', headers, 'POST'), token)

    expect(check({})).toThrow()
    expect(check({}, session.csrfToken())).not.toThrow()
    expect(check({ 'x-csrf-token': session.csrfToken() })).not.toThrow()
    expect(check({}, other.session.csrfToken())).toThrow()
    expect(check(own, other.session.csrfToken())).toThrow()
    expect(check({}, 'made.up')).toThrow()
    expect(session.csrfToken()).not.toBe(session.csrfToken())
  })
})
