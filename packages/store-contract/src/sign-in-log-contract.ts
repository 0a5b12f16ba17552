import { KEPT_SIGN_IN_SECONDS, KEPT_SIGN_INS, type LoggedSteps } from '@stagedoor/server/ports'
import { describe, expect, it } from 'vitest'
import { START, withWorld } from './contract-world.ts'
import type { OpenStore } from './opened-store.ts'
import { RACERS } from './race-outcomes.ts'

/** What every engine promises about the recent sign-ins of an app. */
export function describeSignInLog(openStore: OpenStore): void {
  describe('sign-in log', () => {
    it('gives back what was added, oldest first, to the app it is about', () =>
      withWorld(openStore, async ({ store, client, addClient }) => {
        const other = await addClient()
        const failed: LoggedSteps = {
          ...entryOf(client.id, 'one'),
          kind: 'failed',
          keys: ['00ff', 'abcd'],
          steps: [
            { station: 'authorization', at: START * 1000 },
            {
              station: 'token',
              at: START * 1000 + 5,
              reason: 'code_verifier_mismatch',
              error: 'invalid_grant',
              facts: { sent: 'a', expected: 'b', missing: 'c d', secondsLate: 3, verifier: 'challenge' },
            },
          ],
        }
        await store.signInLog.append([failed, entryOf(other.id, 'two')])
        await store.signInLog.append([entryOf(client.id, 'three'), entryOf('nobody', 'four')])

        expect(await store.signInLog.list(client.id, START)).toEqual([failed, entryOf(client.id, 'three')])
        expect((await store.signInLog.list(other.id, START)).map(({ id }) => id)).toEqual(['two'])
        expect(await store.signInLog.list('nobody', START)).toEqual([])
      }))

    it('keeps the newest of each kind and app, however many are added at once', () =>
      withWorld(openStore, async ({ store, client, addClient }) => {
        const quiet = await addClient()
        await store.signInLog.append([entryOf(quiet.id, 'quiet'), { ...entryOf(client.id, 'the one that failed'), kind: 'failed' }])
        const each = Math.ceil(KEPT_SIGN_INS.signed_in / RACERS) + 1

        await Promise.all(
          Array.from({ length: RACERS }, (_, racer) =>
            store.signInLog.append(Array.from({ length: each }, (_, index) => entryOf(client.id, `${racer}-${index}`))),
          ),
        )

        const kept = await store.signInLog.list(client.id, START)
        expect(kept.filter(({ kind }) => kind === 'signed_in')).toHaveLength(KEPT_SIGN_INS.signed_in)
        expect(kept.filter(({ kind }) => kind === 'failed').map(({ id }) => id)).toEqual(['the one that failed'])
        expect(kept.at(-1)?.id).toMatch(new RegExp(`-${each - 1}$`))
        expect(await store.signInLog.list(quiet.id, START)).toHaveLength(1)
      }))

    it('keeps, of failures, the newest of every reason before more of one', () =>
      withWorld(openStore, async ({ store, client }) => {
        const failed = (id: string, reason: string): LoggedSteps => ({
          ...entryOf(client.id, id),
          kind: 'failed',
          steps: [{ station: 'token', at: START * 1000, reason }],
        })
        await store.signInLog.append([failed('rare', 'code_expired')])
        await store.signInLog.append(Array.from({ length: KEPT_SIGN_INS.failed + 9 }, (_, index) => failed(`${index}`, 'code_unknown')))

        const kept = await store.signInLog.list(client.id, START)
        expect(kept).toHaveLength(KEPT_SIGN_INS.failed)
        expect([kept[0]?.id, kept[1]?.id, kept.at(-1)?.id]).toEqual(['rare', '10', `${KEPT_SIGN_INS.failed + 8}`])
      }))

    it('shows nothing that is older than a week, and deletes it in small batches', () =>
      withWorld(openStore, async ({ store, client }) => {
        await store.signInLog.append(Array.from({ length: 5 }, (_, index) => entryOf(client.id, `old-${index}`)))
        const later = START + KEPT_SIGN_IN_SECONDS
        await store.signInLog.append([entryOf(client.id, 'fresh', later)])

        expect(await store.signInLog.list(client.id, later - 1)).toHaveLength(6)
        expect((await store.signInLog.list(client.id, later)).map(({ id }) => id)).toEqual(['fresh'])
        expect(await store.deleteExpired(later, 3)).toBe(3)
        expect(await store.deleteExpired(later, 3)).toBe(2)
        expect(await store.signInLog.list(client.id, START)).toHaveLength(1)
      }))
  })
}

function entryOf(clientId: string, id: string, at: number = START): LoggedSteps {
  return { id, clientId, kind: 'signed_in', keys: [id], steps: [{ station: 'code', at: at * 1000 }] }
}
