import { describe, expect, it } from 'vitest'
import { newAccount, startAccountServer } from '../../test/start-account-server.ts'
import { password, signInPage } from '../../test/test-browser.ts'

const sessionCookie = '__Host-stagedoor_session_standard'

describe('/account/sign-in', () => {
  it.each(['ada', 'ADA', ' ada '])('signs %j in and goes on to where the person was going', async (username) => {
    const server = await startAccountServer()
    const browser = server.openBrowser()
    const detour = await browser.get('/account/security?x=1')

    const page = await browser.get(detour.location)
    const seen = await browser.submit(page, '/account/sign-in', { username, password, continue: '/account/security?x=1' })

    expect(detour).toMatchObject({ status: 303, location: '/account/sign-in?continue=%2Faccount%2Fsecurity%3Fx%3D1' })
    expect(page.body).toContain('name="continue" value="/account/security?x=1"')
    expect(seen).toMatchObject({ status: 303, location: '/account/security?x=1' })
    expect((await browser.get(seen.location)).body).toContain('Where you are signed in')
  })

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/account/..//evil.example',
    '/account\u0000',
    '/account/\u20ac',
    '/account/security x',
    'javascript:alert(1)',
    '/accounts',
    '/oauth/authorize?x',
  ])('goes to the account, not to %j (open redirect)', async (target) => {
    const server = await startAccountServer()
    const seen = await server.fillIn(server.openBrowser(), '/account/sign-in', { username: 'ada', password, continue: target })
    expect(seen.location).toBe('/account')
  })

  it.each([
    ['wrong password', { password: 'a secret thing' }, 401, 'do not belong together'],
    ['unknown account', { username: 'nobody' }, 401, 'do not belong together'],
    ['disabled account', { username: 'disabled' }, 401, 'do not belong together'],
    ['unproven address', { username: 'ada@example.com' }, 401, 'do not belong together'],
    ['no name', { username: '' }, 422, 'Enter your username or e-mail address.'],
    ['no password', { password: '' }, 422, 'Enter your password.'],
  ])('shows the form again, with what was typed but the password: %s', async (_, typed, status, words) => {
    const server = await startAccountServer()
    const browser = server.openBrowser()
    const entered = { username: 'ada', password, continue: '/account/apps', ...typed }

    const seen = await server.fillIn(browser, '/account/sign-in', entered)

    expect(seen.status).toBe(status)
    expect(seen.body).toContain(words)
    expect(seen.body).toContain(`value="${entered.username}"`)
    expect(seen.body).toContain('name="continue" value="/account/apps"')
    if (entered.password !== '') expect(seen.body).not.toContain(entered.password)
    expect(browser.cookies.has(sessionCookie)).toBe(false)
  })

  it('asks who is signed in for the password again when it is long ago, and gives a new session secret', async () => {
    const server = await startAccountServer()
    const browser = server.openBrowser()
    await server.fillIn(browser, '/account/sign-in', { username: 'ada', password })
    const before = browser.cookies.get(sessionCookie)
    server.advance(16 * 60)

    const detour = await browser.get('/account/close')
    const page = await browser.get(detour.location)
    const wrong = await browser.submit(page, '/account/sign-in', { username: 'bob', password: 'not it' })
    const proven = await browser.submit(page, '/account/sign-in', { username: 'bob', password, continue: '/account/close' })

    expect(page.body).toContain('Is it still you?')
    expect(wrong.status).toBe(401)
    expect(proven.location).toBe('/account/close')
    expect(browser.cookies.get(sessionCookie)).not.toBe(before)
    expect((await browser.get('/account/close')).body).toContain('Close ada for good')
    expect(await server.store.browserSessions.list(server.user.id, server.context.now())).toMatchObject([
      { startedAt: server.context.now() - 16 * 60 },
    ])
  })

  it('goes straight on for who has just signed in', async () => {
    const server = await startAccountServer()
    const browser = server.openBrowser()
    await server.fillIn(browser, '/account/sign-in', { username: 'ada', password })
    expect(await browser.get('/account/sign-in?continue=%2Faccount%2Fapps')).toMatchObject({ status: 303, location: '/account/apps' })
  })

  it('gives a new session at each sign-in and never adopts one (session fixation)', async () => {
    const server = await startAccountServer()
    const browser = server.openBrowser()
    const planted = `sd_bs_${'A'.repeat(51)}`
    browser.cookies.set(sessionCookie, planted)
    await server.fillIn(browser, '/account/sign-in', { username: 'ada', password })
    expect(browser.cookies.get(sessionCookie)).not.toBe(planted)
  })

  it('signs out, in the browser and in the store', async () => {
    const server = await startAccountServer()
    const browser = server.openBrowser()
    await server.fillIn(browser, '/account/sign-in', { username: 'ada', password })
    const held = browser.cookies.get(sessionCookie) ?? ''

    const out = await browser.submit(await browser.get('/account'), '/account/sign-out')
    browser.cookies.set(sessionCookie, held)

    expect(out.headers['set-cookie']).toContain(`${sessionCookie}=; Path=/; Max-Age=0`)
    expect((await browser.get('/account')).location).toContain('/account/sign-in')
  })

  it('lets nobody frame it', async () => {
    const server = await startAccountServer()
    const { headers } = await server.openBrowser().get('/account/sign-in')
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['x-frame-options']).toBe('DENY')
  })
})

describe('guessing passwords', () => {
  it('is checked no more than five times, of fifty guesses at once, and says in words how long to wait', async () => {
    const server = await startAccountServer()
    const browser = server.openBrowser()
    const page = await browser.get('/account/sign-in')

    const seen = await Promise.all(
      Array.from({ length: 50 }, (_, guess) => browser.submit(page, '/account/sign-in', { username: 'ada', password: `guess ${guess}` })),
    )
    const right = await browser.submit(page, '/account/sign-in', { username: 'ada', password })
    server.advance(30)
    const later = await browser.submit(page, '/account/sign-in', { username: 'ada', password })

    expect(seen.filter(({ status }) => status === 401)).toHaveLength(5)
    expect(seen.filter(({ status }) => status === 429)).toHaveLength(45)
    expect(right.body).toContain('That was tried too often. Try again in 30 seconds.')
    expect(later.status).toBe(303)
  })

  it('waits longer each time, a quarter of an hour at most', async () => {
    const server = await startAccountServer()
    const browser = server.openBrowser()
    const page = await browser.get('/account/sign-in')
    const waits: string[] = []
    for (let guess = 0; guess < 14; guess += 1) {
      const seen = await browser.submit(page, '/account/sign-in', { username: 'ada', password: 'no' })
      const wait = /Try again in ([^.]*)\./.exec(seen.body)?.[1]
      if (wait === undefined) continue
      waits.push(wait)
      server.advance(wait.endsWith('seconds') ? Number.parseInt(wait, 10) : Number.parseInt(wait, 10) * 60)
    }
    expect(waits.slice(0, 4)).toEqual(['30 seconds', '60 seconds', '2 minutes', '4 minutes'])
    expect(waits.every((wait) => Number.parseInt(wait, 10) <= (wait.endsWith('seconds') ? 99 : 15))).toBe(true)
  })

  it('does not keep the owner out of a browser in which they have signed in before', async () => {
    const server = await startAccountServer()
    const own = server.openBrowser()
    await server.fillIn(own, '/account/sign-in', { username: 'ada', password })
    await own.submit(await own.get('/account'), '/account/sign-out')
    const stranger = server.openBrowser()
    const page = await stranger.get('/account/sign-in')
    for (let guess = 0; guess < 6; guess += 1) await stranger.submit(page, '/account/sign-in', { username: 'ada', password: 'no' })

    expect((await stranger.submit(page, '/account/sign-in', { username: 'ada', password })).status).toBe(429)
    expect((await server.fillIn(own, '/account/sign-in', { username: 'ada', password })).status).toBe(303)
  })

  it('looks the same for accounts that do not exist', async () => {
    const server = await startAccountServer()
    const browser = server.openBrowser()
    const page = await browser.get('/account/sign-in')
    const statuses = async (username: string): Promise<number[]> => {
      const seen: number[] = []
      for (let guess = 0; guess < 6; guess += 1)
        seen.push((await browser.submit(page, '/account/sign-in', { username, password: 'no' })).status)
      return seen
    }
    expect(await statuses('ada')).toEqual(await statuses('nobody'))
  })

  it('costs as much for accounts that do not exist, are disabled, or have no password: one is checked each time', async () => {
    const digests: string[] = []
    const passwordHasher = {
      hash: async (text: string) => `hash of ${text}`,
      verify: async (_: string, digest: string) => {
        digests.push(digest)
        return false
      },
    }
    const server = await startAccountServer({ passwordHasher })
    const without = { ...server.user, id: 'user-without', username: 'without', email: null, passwordDigest: null }
    await server.store.users.add(without)
    for (const username of ['ada', 'nobody', 'disabled', 'without', 'x@example.com'])
      await server.fillIn(server.openBrowser(), '/account/sign-in', { username, password: 'no' })

    expect(digests).toHaveLength(5)
  })

  it('is counted on the way of an app too, and for all names together from one network', async () => {
    const server = await startAccountServer()
    const browser = server.openBrowser()
    const begun = signInPage(await browser.get((await browser.authorize()).location))
    const guess = (username: string) =>
      browser.post('/interaction/sign-in', { transaction: begun.transaction, csrf: begun.csrf, username, password: 'no' })

    for (let count = 0; count < 5; count += 1) await guess('ada')
    const waits = await guess('ada')
    for (let count = 0; count < 45; count += 1) await guess(`name-${count}`)
    const all = await guess('bob')

    expect(waits.status).toBe(429)
    expect(signInPage(waits)).toMatchObject({ problem: 'must_wait', waitSeconds: 30, username: 'ada' })
    expect(waits.body).toContain('Try again in 30 seconds.')
    expect(all.status).toBe(429)
  })
})

describe('accounts', () => {
  it('that were opened here sign in by username and by address', async () => {
    const server = await startAccountServer()
    await server.signUp(server.openBrowser())
    const entries = ['zoe', 'zoe@example.com', 'ZOE@EXAMPLE.COM']
    const seen = await Promise.all(
      entries.map((username) => server.fillIn(server.openBrowser(), '/account/sign-in', { username, password: newAccount.password })),
    )
    expect(seen.map(({ status }) => status)).toEqual([303, 303, 303])
  })
})
