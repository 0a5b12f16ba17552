import { describe, expect, it } from 'vitest'
import { digestOf, START, withWorld } from './contract-world.ts'
import type { OpenStore } from './opened-store.ts'
import { RACERS, raceOutcomes } from './race-outcomes.ts'

const rule = { free: 3, firstWaitSeconds: 30, longestWaitSeconds: 100, forgottenAfterSeconds: 1000 }

/** What every engine promises about attempts that may be guesses. */
export function describeAttempts(openStore: OpenStore): void {
  describe('attempts', () => {
    it('lets no more of fifty at once begin than are free', () =>
      withWorld(openStore, async ({ store }) => {
        const subject = { key: digestOf('ada'), rule }
        const counts = await raceOutcomes(() => store.attempts.begin([subject], START))

        expect(counts).toEqual({ begun: 3, must_wait: RACERS - 3 })
      }))

    it('doubles the wait with each further attempt, up to the longest, and forgets after a while', () =>
      withWorld(openStore, async ({ store }) => {
        const subjects = [{ key: digestOf('ada'), rule }]
        const waits: number[] = []
        let now = START
        for (let attempt = 0; attempt < 6; attempt += 1) {
          await store.attempts.begin(subjects, now)
          const next = await store.attempts.begin(subjects, now)
          if (next.outcome === 'must_wait') {
            waits.push(next.until - now)
            now = next.until
          }
        }
        const afterwards = now + 1000
        const anew = [await store.attempts.begin(subjects, afterwards), await store.attempts.begin(subjects, afterwards)]

        expect(waits).toEqual([30, 60, 100, 100, 100])
        expect(anew.map(({ outcome }) => outcome)).toEqual(['begun', 'begun'])
      }))

    it('counts nothing while one of several subjects must wait', () =>
      withWorld(openStore, async ({ store }) => {
        const [tired, fresh] = [
          { key: digestOf('tired'), rule: { ...rule, free: 1 } },
          { key: digestOf('fresh'), rule },
        ]
        await store.attempts.begin([tired], START)
        for (let attempt = 0; attempt < 5; attempt += 1) await store.attempts.begin([fresh, tired], START)

        expect(await store.attempts.begin([tired, fresh], START)).toEqual({ outcome: 'must_wait', until: START + 30 })
        expect(await store.attempts.begin([fresh], START)).toEqual({ outcome: 'begun' })
      }))

    it('begins anew for a subject that succeeded, and takes one attempt back from another', () =>
      withWorld(openStore, async ({ store }) => {
        const [account, address] = [
          { key: digestOf('account'), rule },
          { key: digestOf('address'), rule },
        ]
        for (let attempt = 0; attempt < 3; attempt += 1) await store.attempts.begin([account, address], START)
        await store.attempts.succeed({ forgotten: [account.key], uncounted: [address.key] })

        const accountCounts = await raceOutcomes(() => store.attempts.begin([account], START))
        const addressCounts = await raceOutcomes(() => store.attempts.begin([address], START))
        expect(accountCounts).toEqual({ begun: 3, must_wait: RACERS - 3 })
        expect(addressCounts).toEqual({ begun: 1, must_wait: RACERS - 1 })
      }))

    it('are remembered by a store that is opened again, and swept when they are forgotten', () =>
      withWorld(openStore, async ({ store, opened }) => {
        const subject = { key: digestOf('ada'), rule: { ...rule, free: 1 } }
        await store.attempts.begin([subject], START)
        expect(await store.deleteExpired(START + 999, 100)).toBe(0)
        await store.close()
        const again = await opened.reopen?.()
        if (again === undefined) return

        expect(await again.attempts.begin([subject], START)).toMatchObject({ outcome: 'must_wait' })
        expect(await again.deleteExpired(START + 1000, 100)).toBe(1)
        await again.close()
      }))
  })
}
