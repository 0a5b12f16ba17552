import { StoreUnavailableError } from '@stagedoor/server/ports'
import { describe, expect, it } from 'vitest'
import {
  ACCESS_LIFETIME_SECONDS,
  CODE_LIFETIME_SECONDS,
  type ContractWorld,
  digestOf,
  REFRESH_LIFETIME_SECONDS,
  START,
  withWorld,
} from './contract-world.ts'
import type { OpenStore } from './opened-store.ts'

const HOUR = 3600
const DAY = 86_400
const NOTHING_LEFT = START + 10_000 * DAY

/** What every engine promises about cleaning up, strange text, and closing. */
export function describeHousekeeping(openStore: OpenStore): void {
  describe('deleteExpired', () => {
    it('deletes at most `limit` rows a call, and says 0 when nothing is left to delete', () =>
      withWorld(openStore, async ({ store, issueCode }) => {
        await Promise.all(Array.from({ length: 25 }, () => issueCode()))

        const counts = []
        for (let call = 0; call < 5; call += 1) counts.push(await store.deleteExpired(NOTHING_LEFT, 10))

        expect(counts).toEqual([10, 10, 5, 0, 0])
        expect(await store.deleteExpired(NOTHING_LEFT, 0)).toBe(0)
      }))

    it('finds what expired behind many that live', () =>
      withWorld(openStore, async ({ store, issueCode, createKey, createCode }) => {
        await Promise.all(Array.from({ length: 1500 }, () => issueCode({ expiresAt: START + DAY })))
        await store.codes.issue(createKey(START + 1), createCode({ expiresAt: START + 1 }))

        expect(await store.deleteExpired(START + 2 * HOUR, 10)).toBe(1)
        expect(await store.deleteExpired(START + 2 * HOUR, 10)).toBe(0)
      }))

    it('[RFC 6749 §4.1.2] keeps a code for an hour after its expiry, so that a replay is known for one', () =>
      withWorld(openStore, async (world) => {
        const key = await world.issueCode()
        const issued = world.createGrant()
        await world.redeem(key, { issued })
        const expiresAt = START + CODE_LIFETIME_SECONDS

        await deleteAll(world, expiresAt + HOUR - 1)
        const late = await world.redeem(key)
        await deleteAll(world, expiresAt + HOUR)
        const gone = await world.redeem(key)

        expect(late).toEqual({ outcome: 'replayed' })
        expect(gone).toEqual({ outcome: 'unknown', reason: 'code_unknown' })
      }))

    it('keeps a grant for seven days after its refresh token expired, counted from the last rotation', () =>
      withWorld(openStore, async (world) => {
        const held = await world.logIn()
        const successor = digestOf('second')
        await world.rotate(held, held.digest, { successor, now: START + 100 })
        const uselessAt = START + 100 + REFRESH_LIFETIME_SECONDS + 7 * DAY

        await deleteAll(world, uselessAt - 1)
        const late = await world.rotate(held, successor, { now: uselessAt - 1 })
        await deleteAll(world, uselessAt)
        const gone = await world.rotate(held, successor, { now: uselessAt })

        expect(late).toEqual({ outcome: 'unknown', reason: 'refresh_token_expired' })
        expect(gone).toEqual({ outcome: 'unknown', reason: 'refresh_token_unknown' })
      }))

    it('keeps a grant without a refresh token for as long as its access token lives', () =>
      withWorld(openStore, async (world) => {
        const bare = { ...world.createGrant(), refreshToken: null }
        await world.redeem(await world.issueCode(), { issued: bare })
        const last = START + ACCESS_LIFETIME_SECONDS - 1

        await deleteAll(world, last)

        expect(await world.isActive(bare.accessToken.key, last)).toBe(true)
      }))

    it('leaves what is alive alone', () =>
      withWorld(openStore, async (world) => {
        const { store, user, createKey } = world
        const held = await world.logIn()
        const [session, transaction, browser] = [createKey(), createKey(), createKey()]
        await store.browserSessions.issue(session, { userId: user.id, authenticatedAt: START, expiresAt: START + 1 })
        await store.transactions.issue(transaction, browser, world.createTransaction())

        expect(await store.deleteExpired(START, 100)).toBe(0)
        expect(await store.browserSessions.find(session, START)).toBeDefined()
        expect(await store.transactions.find(transaction, browser, START)).toBeDefined()
        expect(await world.isActive(held.accessToken.key)).toBe(true)
      }))
  })

  describe('text', () => {
    it.each([
      ['a NUL', 'before\u0000after'],
      ['right-to-left marks', '\u202Egnp.exe \u05E9\u05DC\u05D5\u05DD'],
      ['emoji', '👩‍🎤🎛️'],
      ['quotes and SQL', `'); DROP TABLE users; -- "\`\\ %s ? ?1 :a $b`],
      ['ten thousand characters', 'ä'.repeat(10_000)],
      ['nothing', ''],
    ])('keeps %s as it came', (_name, text) =>
      withWorld(openStore, async ({ store, addUser, addClient, createKey, createTransaction, createCode, redeem }) => {
        const user = await addUser({ id: `u${text}`, username: `n${text}`, name: text, email: text, pictureTemplate: text })
        const client = await addClient({ id: `c${text}`, name: text, redirectUris: [text], homepage: text })
        const [key, browser] = [createKey(), createKey()]
        const transaction = createTransaction({ clientId: client.id, state: text, nonce: text, loginHint: text, redirectUri: text })
        await store.transactions.issue(key, browser, transaction)
        const code = createCode({ clientId: client.id, userId: user.id, redirectUri: text, codeChallenge: text, nonce: text })
        const codeKey = createKey()
        await store.codes.issue(codeKey, code)

        expect(await store.users.find(user.id)).toEqual(user)
        expect(await store.users.findByUsername(user.username)).toEqual(user)
        expect(await store.clients.find(client.id)).toEqual(client)
        expect(await store.transactions.find(key, browser, START)).toEqual(transaction)
        expect(await redeem(codeKey, { clientId: client.id })).toEqual({ outcome: 'issued', code })
      }),
    )
  })

  describe('close', () => {
    it('waits for writes under way, which are there when the database is opened again', () =>
      withWorld(openStore, async (world) => {
        const { store, opened } = world
        const under = world.logIn()
        const issuing = Array.from({ length: 20 }, () => world.issueCode())
        await under
        const closing = store.close()
        const keys = await Promise.all(issuing)
        await closing

        if (opened.reopen === undefined) return
        const again = await opened.reopen()
        const grants = keys.map(() => world.createGrant())
        const outcomes = await Promise.all(
          keys.map((key, index) =>
            again.codes.redeem(key, null, START, () => ({ outcome: 'issued', ...(grants[index] ?? world.createGrant()) })),
          ),
        )
        await again.close()
        expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array(20).fill('issued'))
      }))

    it('rejects what comes afterwards, and may be called again', () =>
      withWorld(openStore, async ({ store, user, issueCode }) => {
        await store.close()
        await store.close()

        await expect(store.users.find(user.id)).rejects.toThrow(StoreUnavailableError)
        await expect(issueCode()).rejects.toThrow(StoreUnavailableError)
      }))
  })
}

async function deleteAll({ store }: ContractWorld, now: number): Promise<void> {
  while ((await store.deleteExpired(now, 3)) > 0);
}
