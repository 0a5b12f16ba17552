import { describe, expect, it } from 'vitest'
import { DPOP_KEY, START, withWorld } from './contract-world.ts'
import type { OpenStore } from './opened-store.ts'
import { RACERS, raceOutcomes } from './race-outcomes.ts'

/** What every engine promises about authorization requests that wait for a person, and about consent. */
export function describeTransactions(openStore: OpenStore): void {
  describe('transactions', () => {
    it('finds a transaction for the browser that began it, until it expires', () =>
      withWorld(openStore, async ({ store, createKey, createTransaction }) => {
        const [key, browser] = [createKey(), createKey()]
        const transaction = createTransaction()
        await store.transactions.issue(key, browser, transaction)

        expect(await store.transactions.find(key, browser, START + 599)).toEqual(transaction)
        expect(await store.transactions.find(key, browser, START + 600)).toBeUndefined()
        expect(await store.transactions.find(key, createKey(), START)).toBeUndefined()
        expect(await store.transactions.find(createKey(), browser, START)).toBeUndefined()
      }))

    it('keeps absent members absent', () =>
      withWorld(openStore, async ({ store, createKey, createTransaction }) => {
        const [key, browser] = [createKey(), createKey()]
        const bare = createTransaction({
          scope: [],
          prompt: [],
          state: null,
          nonce: null,
          maxAgeSeconds: null,
          loginHint: null,
          display: 'popup',
          responseMode: 'form_post',
        })
        await store.transactions.issue(key, browser, bare)

        expect(await store.transactions.find(key, browser, START)).toEqual(bare)
      }))

    it('[RFC 9449 §10] keeps the key that alone may redeem the code', () =>
      withWorld(openStore, async ({ store, createKey, createTransaction }) => {
        const [key, browser] = [createKey(), createKey()]
        const bound = createTransaction({ dpopKey: DPOP_KEY })
        await store.transactions.issue(key, browser, bound)

        expect(await store.transactions.find(key, browser, START)).toEqual(bound)
      }))

    it('keeps where a web message goes', () =>
      withWorld(openStore, async ({ store, createKey, createTransaction }) => {
        const [key, browser] = [createKey(), createKey()]
        const transaction = createTransaction({ responseMode: 'web_message', targetOrigin: 'https://app.example', codeChallenge: '' })
        await store.transactions.issue(key, browser, transaction)

        expect(await store.transactions.find(key, browser, START)).toEqual(transaction)
      }))

    it('allows without a code, once among fifty concurrent calls, and remembers the consent', () =>
      withWorld(openStore, async ({ store, user, client, createKey, createTransaction }) => {
        const [key, browser] = [createKey(), createKey()]
        await store.transactions.issue(key, browser, createTransaction())
        const consent = { userId: user.id, clientId: client.id, scope: [], updatedAt: START }

        const counts = await raceOutcomes(() => store.transactions.allow(key, browser, START, () => ({ consent, code: null })))

        expect(counts).toEqual({ concluded: 1, unknown: RACERS - 1 })
        expect(await store.consents.find(user.id, client.id)).toEqual(consent)
      }))

    it('allows once among fifty concurrent calls, remembers the consent and stores the code', () =>
      withWorld(openStore, async (world) => {
        const { store, user, client, createKey, createTransaction, createCode } = world
        const [key, browser, codeKey] = [createKey(), createKey(), createKey()]
        await store.transactions.issue(key, browser, createTransaction())
        const consent = { userId: user.id, clientId: client.id, scope: ['profile'], updatedAt: START }

        const counts = await raceOutcomes(() =>
          store.transactions.allow(key, browser, START, () => ({ consent, codeKey, code: createCode() })),
        )

        expect(counts).toEqual({ concluded: 1, unknown: RACERS - 1 })
        expect(await store.transactions.find(key, browser, START)).toBeUndefined()
        expect(await store.consents.find(user.id, client.id)).toEqual(consent)
        expect(await world.redeem(codeKey)).toMatchObject({ outcome: 'issued' })
      }))

    it('denies once among fifty concurrent calls', () =>
      withWorld(openStore, async ({ store, createKey, createTransaction }) => {
        const [key, browser] = [createKey(), createKey()]
        await store.transactions.issue(key, browser, createTransaction())

        expect(await raceOutcomes(() => store.transactions.deny(key, browser, START))).toEqual({ concluded: 1, unknown: RACERS - 1 })
      }))

    it('concludes once when some allow and some deny', () =>
      withWorld(openStore, async ({ store, user, client, createKey, createTransaction, createCode }) => {
        const [key, browser] = [createKey(), createKey()]
        await store.transactions.issue(key, browser, createTransaction())
        const consent = { userId: user.id, clientId: client.id, scope: [], updatedAt: START }
        let turn = 0

        const counts = await raceOutcomes(() => {
          turn += 1
          if (turn % 2 === 0) return store.transactions.deny(key, browser, START)
          return store.transactions.allow(key, browser, START, () => ({ consent, codeKey: createKey(), code: createCode() }))
        })

        expect(counts).toEqual({ concluded: 1, unknown: RACERS - 1 })
      }))

    it('does not conclude for another browser, nor after the expiry, and asks nobody to decide', () =>
      withWorld(openStore, async ({ store, createKey, createTransaction }) => {
        const [key, browser] = [createKey(), createKey()]
        await store.transactions.issue(key, browser, createTransaction())
        const never = () => {
          throw new Error('Nobody may decide.')
        }

        const attempts = [
          await store.transactions.allow(key, createKey(), START, never),
          await store.transactions.allow(key, browser, START + 600, never),
          await store.transactions.deny(key, createKey(), START),
          await store.transactions.deny(key, browser, START + 600),
        ]

        expect(attempts).toEqual(Array(4).fill({ outcome: 'unknown' }))
        expect(await store.transactions.deny(key, browser, START)).toMatchObject({ outcome: 'concluded' })
      }))

    it('leaves the transaction waiting when what was decided cannot be stored', () =>
      withWorld(openStore, async ({ store, user, client, createKey, createTransaction, createCode, issueCode }) => {
        const [key, browser] = [createKey(), createKey()]
        await store.transactions.issue(key, browser, createTransaction())
        const consent = { userId: user.id, clientId: client.id, scope: ['profile'], updatedAt: START }
        const taken = await issueCode()

        const allowed = store.transactions.allow(key, browser, START, () => ({ consent, codeKey: taken, code: createCode() }))

        await expect(allowed).rejects.toThrow()
        expect(await store.consents.find(user.id, client.id)).toBeUndefined()
        expect(await store.transactions.find(key, browser, START)).toBeDefined()
      }))
  })

  describe('consents', () => {
    it('adds to what was given before, per user and client', () =>
      withWorld(openStore, async ({ store, user, client, addClient }) => {
        const other = await addClient()
        const consent = { userId: user.id, clientId: client.id, scope: ['openid', 'profile'], updatedAt: START }
        await store.consents.remember(consent)
        await store.consents.remember({ ...consent, scope: ['email', 'profile'], updatedAt: START + 1 })

        expect(await store.consents.find(user.id, client.id)).toEqual({
          ...consent,
          scope: ['openid', 'profile', 'email'],
          updatedAt: START + 1,
        })
        expect(await store.consents.find(user.id, other.id)).toBeUndefined()
      }))

    it('loses no scope to fifty concurrent calls', () =>
      withWorld(openStore, async ({ store, user, client }) => {
        const scopes = Array.from({ length: RACERS }, (_, index) => `scope-${index}`)
        await Promise.all(
          scopes.map((scope) => store.consents.remember({ userId: user.id, clientId: client.id, scope: [scope], updatedAt: START })),
        )

        const remembered = await store.consents.find(user.id, client.id)
        expect([...(remembered?.scope ?? [])].sort()).toEqual([...scopes].sort())
      }))
  })
}
