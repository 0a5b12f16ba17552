import type { Ceremony, Passkey } from '@stagedoor/server/ports'
import { describe, expect, it } from 'vitest'
import { digestOf, START, withWorld } from './contract-world.ts'
import type { OpenStore } from './opened-store.ts'
import { RACERS, raceOutcomes } from './race-outcomes.ts'

/** What every engine promises about passkeys, authenticator apps, and the steps that wait for them. */
export function describeSecondFactors(openStore: OpenStore): void {
  describe('ceremonies', () => {
    const asked = { purpose: 'second_step', browserKey: digestOf('browser'), now: START } as const

    it('are taken once, of fifty times at once, by the browser that began them', () =>
      withWorld(openStore, async ({ store, user, createKey }) => {
        const ceremony: Ceremony = { ...ceremonyOf(user.id), memo: digestOf('memo') }
        const key = createKey()
        await store.secondFactors.begin(key, ceremony)

        expect(await store.secondFactors.find(key, asked)).toMatchObject({ userId: user.id, purpose: 'second_step' })
        expect(await store.secondFactors.take(key, { ...asked, browserKey: digestOf('other') })).toBeUndefined()
        expect(await store.secondFactors.take(key, { ...asked, purpose: 'passkey_sign_in' })).toBeUndefined()
        expect(await store.secondFactors.take(key, { ...asked, now: ceremony.expiresAt })).toBeUndefined()
        const taken = await Promise.all(Array.from({ length: RACERS }, () => store.secondFactors.take(key, asked)))
        expect(taken.filter((each) => each !== undefined)).toHaveLength(1)
        expect(await store.secondFactors.find(key, asked)).toBeUndefined()
      }))

    it('end with a change of the password, and are swept when they are over', () =>
      withWorld(openStore, async ({ store, user, createKey }) => {
        const [first, second] = [createKey(), createKey()]
        await store.secondFactors.begin(first, ceremonyOf(user.id))
        await store.accounts.changePassword(user.id, 'another', createKey())
        await store.secondFactors.begin(second, ceremonyOf(user.id))

        expect(await store.secondFactors.find(first, asked)).toBeUndefined()
        expect(await store.deleteExpired(START + 299, 100)).toBe(0)
        expect(await store.deleteExpired(START + 300, 100)).toBe(1)
      }))
  })

  describe('passkeys', () => {
    it('are listed, used, renamed by nobody, and removed by their owner alone', () =>
      withWorld(openStore, async ({ store, user, addUser }) => {
        const other = await addUser()
        const passkey = passkeyOf(user.id, 'phone')
        await store.secondFactors.addPasskey(passkey, 10)
        await store.secondFactors.usePasskey(passkey.credentialId, 6, START + 5)

        expect(await store.secondFactors.addPasskey({ ...passkey, userId: other.id }, 10)).toEqual({ outcome: 'known' })
        expect(await store.secondFactors.findPasskey(passkey.credentialId)).toMatchObject({ user: { id: user.id } })
        expect(await store.secondFactors.listPasskeys(user.id)).toMatchObject([{ name: 'phone', counter: 6, lastUsedAt: START + 5 }])
        expect(await store.secondFactors.removePasskey(other.id, passkey.credentialId)).toBe(false)
        expect(await store.secondFactors.removePasskey(user.id, passkey.credentialId)).toBe(true)
      }))

    it('[WebAuthn §6.1.1] take a counter once of fifty times, never backwards, and 0 for ever', () =>
      withWorld(openStore, async ({ store, user }) => {
        const [counting, synchronised] = [passkeyOf(user.id, 'key'), { ...passkeyOf(user.id, 'phone'), counter: 0 }]
        await store.secondFactors.addPasskey(counting, 10)
        await store.secondFactors.addPasskey(synchronised, 10)

        const counts = await raceOutcomes(() => store.secondFactors.usePasskey(counting.credentialId, 6, START))
        expect(counts).toEqual({ used: 1, counter_regressed: RACERS - 1 })
        expect(await store.secondFactors.usePasskey(synchronised.credentialId, 0, START)).toEqual({ outcome: 'used' })
        expect(await store.secondFactors.usePasskey(synchronised.credentialId, 0, START)).toEqual({ outcome: 'used' })
      }))

    it('are no more than allowed, of fifty added at once', () =>
      withWorld(openStore, async ({ store, user }) => {
        let number = 0
        const counts = await raceOutcomes(() => store.secondFactors.addPasskey(passkeyOf(user.id, `key ${number++}`), 3))
        expect(counts).toEqual({ added: 3, too_many: RACERS - 3 })
      }))
  })

  describe('authenticator apps', () => {
    const factor = { secret: digestOf('secret'), lastStep: 100, recoveryDigests: [digestOf('one'), digestOf('two')] }

    it('[RFC 6238 §5.2] let each step count once, of fifty times at once, and none before it', () =>
      withWorld(openStore, async ({ store, user }) => {
        await store.secondFactors.enrolTotp(user.id, factor, START)
        const spent = await Promise.all(Array.from({ length: RACERS }, () => store.secondFactors.spendStep(user.id, 102)))

        expect(spent.filter(Boolean)).toHaveLength(1)
        expect(await store.secondFactors.spendStep(user.id, 101)).toBe(false)
        expect(await store.secondFactors.spendStep(user.id, 103)).toBe(true)
      }))

    it('are enrolled once, and spend each recovery code once, of fifty times at once', () =>
      withWorld(openStore, async ({ store, user }) => {
        const counts = await raceOutcomes(() => store.secondFactors.enrolTotp(user.id, factor, START))
        const spent = await Promise.all(
          Array.from({ length: RACERS }, () => store.secondFactors.spendRecoveryCode(user.id, digestOf('one'))),
        )

        expect(counts).toEqual({ enrolled: 1, already_enrolled: RACERS - 1 })
        expect(spent.filter(Boolean)).toHaveLength(1)
        expect(await store.secondFactors.findTotp(user.id)).toMatchObject({ recoveryCodes: 1, createdAt: START })
        await store.secondFactors.replaceRecoveryCodes(user.id, [digestOf('three')])
        expect(await store.secondFactors.spendRecoveryCode(user.id, digestOf('two'))).toBe(false)
        expect(await store.secondFactors.spendRecoveryCode(user.id, digestOf('three'))).toBe(true)
      }))

    it('are gone with their recovery codes when they are switched off, and with the account', () =>
      withWorld(openStore, async ({ store, user, addUser }) => {
        const other = await addUser()
        for (const { id } of [user, other]) await store.secondFactors.enrolTotp(id, factor, START)
        await store.secondFactors.addPasskey(passkeyOf(other.id, 'phone'), 10)
        await store.accounts.closeAccount(other.id, START)

        expect(await store.secondFactors.removeTotp(user.id)).toBe(true)
        expect(await store.secondFactors.removeTotp(user.id)).toBe(false)
        expect(await store.secondFactors.spendRecoveryCode(user.id, digestOf('one'))).toBe(false)
        expect(await store.secondFactors.findTotp(other.id)).toBeUndefined()
        expect(await store.secondFactors.listPasskeys(other.id)).toEqual([])
      }))
  })
}

function ceremonyOf(userId: string): Ceremony {
  return { purpose: 'second_step', browserKey: digestOf('browser'), userId, memo: null, expiresAt: START + 300 }
}

function passkeyOf(userId: string, name: string): Passkey {
  const [credentialId, publicKey] = [digestOf(`id of ${name}`), digestOf(`key of ${name}`)]
  return { credentialId, userId, name, publicKey, counter: 5, transports: ['internal', 'hybrid'], createdAt: START, lastUsedAt: null }
}
