import type { AuditEntry } from '@stagedoor/server/ports'
import { describe, expect, it } from 'vitest'
import { START, withWorld } from './contract-world.ts'
import type { OpenStore } from './opened-store.ts'
import { RACERS } from './race-outcomes.ts'

const DAY = 86_400
const KEPT = 400 * DAY

/** What every engine promises about the record of who did what. */
export function describeAuditLog(openStore: OpenStore): void {
  describe('audit', () => {
    it('gives back what was appended, newest first, a page at a time', () =>
      withWorld(openStore, async ({ store }) => {
        for (let number = 1; number <= 5; number += 1) await store.audit.append(entryOf(number))

        const first = await store.audit.list({ limit: 2 })
        const second = await store.audit.list({ limit: 2, before: first.at(-1)?.id ?? 0 })
        const third = await store.audit.list({ limit: 2, before: second.at(-1)?.id ?? 0 })

        expect([first, second, third].map((page) => page.map(withoutId))).toEqual([
          [entryOf(5), entryOf(4)],
          [entryOf(3), entryOf(2)],
          [entryOf(1)],
        ])
      }))

    it('finds the entries of an actor, of a target, of an act, and of all of them', () =>
      withWorld(openStore, async ({ store }) => {
        const entries = [
          { ...entryOf(1), act: 'app.created' },
          { ...entryOf(2), target: { kind: 'user' as const, id: 'ada' } },
          { ...entryOf(3), actor: { kind: 'user' as const, id: 'ada' } },
        ]
        for (const entry of entries) await store.audit.append(entry)
        const find = async (filter: { actorId?: string; targetId?: string; act?: string }) =>
          (await store.audit.list({ limit: 10, ...filter })).map(({ at }) => at - START)

        expect(await find({ act: 'app.created' })).toEqual([1])
        expect(await find({ targetId: 'ada' })).toEqual([2])
        expect(await find({ actorId: 'ada' })).toEqual([3])
        expect(await find({ actorId: 'ops', targetId: 'ada', act: 'app.updated' })).toEqual([2])
        expect(await find({ actorId: 'ada', targetId: 'ada' })).toEqual([])
      }))

    it('keeps every one of fifty entries that come at once, each with an id of its own', () =>
      withWorld(openStore, async ({ store }) => {
        await Promise.all(Array.from({ length: RACERS }, (_, index) => store.audit.append(entryOf(index))))

        const kept = await store.audit.list({ limit: 2 * RACERS })
        expect(new Set(kept.map(({ id }) => id)).size).toBe(RACERS)
        expect(kept.map(({ id }) => id)).toEqual(kept.map(({ id }) => id).toSorted((one, other) => other - one))
      }))

    it('deletes what is 400 days older than the newest entry and than now, and nothing younger', () =>
      withWorld(openStore, async ({ store }) => {
        for (const at of [START, START + 1, START + KEPT]) await store.audit.append({ ...entryOf(0), at })
        const left = async () => (await store.audit.list({ limit: 10 })).map(({ at }) => at - START)

        const early = await store.deleteExpired(START + KEPT - 1, 10)
        const due = await store.deleteExpired(START + KEPT, 10)
        const clockIsWrong = await store.deleteExpired(START + 100 * KEPT, 10)

        expect([early, due, clockIsWrong]).toEqual([0, 1, 0])
        expect(await left()).toEqual([KEPT, 1])
      }))
  })
}

function entryOf(number: number): AuditEntry {
  return {
    at: START + number,
    actor: { kind: 'operator', id: 'ops' },
    act: 'app.updated',
    target: { kind: 'client', id: 'mixdown' },
    detail: { number, name: 'Mix "down" \u202e\u0000', verified: false, homepage: null },
    remoteAddress: number % 2 === 0 ? null : '192.0.2.7',
  }
}

function withoutId({ id: _, ...entry }: AuditEntry & { readonly id: number }): AuditEntry {
  return entry
}
