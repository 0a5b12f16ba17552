import { PasswordHasherBusyError } from '@stagedoor/server/ports'
import { describe, expect, it } from 'vitest'
import { createDemoUserRecord, demoUsers } from '../seeds/demo-users.ts'
import { createArgon2PasswordHasher } from './argon2-password-hasher.ts'
import { limitConcurrency } from './concurrency-limit.ts'

describe('password hashing', () => {
  const hasher = createArgon2PasswordHasher()

  it('is argon2id with 19 MiB and two passes, salted anew each time', async () => {
    const [one, other] = await Promise.all([hasher.hash('a password'), hasher.hash('a password')])

    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
    expect(other).not.toBe(one)
    expect(await hasher.verify('a password', one)).toBe(true)
    expect(await hasher.verify('a Password', one)).toBe(false)
  })

  it('[RFC 8265 §4.2.2] takes a letter as the same, however a keyboard composes it', async () => {
    expect(await hasher.verify('Zoe\u0308 sings', await hasher.hash('Zo\u00eb sings'))).toBe(true)
  })

  it('does the same work for an account that does not exist, and never lets it in', async () => {
    const measure = async (digest: string | null): Promise<number> => {
      const startedAt = performance.now()
      expect(await hasher.verify('', digest)).toBe(false)
      return performance.now() - startedAt
    }
    const digest = await hasher.hash('a password')
    const known = Math.min(await measure(digest), await measure(digest), await measure(digest))
    const unknown = Math.min(await measure(null), await measure(null), await measure(null))

    expect(unknown / known).toBeGreaterThan(0.3)
    expect(await hasher.verify('nobody', null)).toBe(false)
  })

  it('refuses a password of a megabyte', async () => {
    await expect(hasher.hash('x'.repeat(1025))).rejects.toThrow(TypeError)
    expect(await hasher.verify('x'.repeat(1_000_000), await hasher.hash('p'))).toBe(false)
  })

  it('turns sign-ins away rather than let them pile up without end', async () => {
    const digest = await hasher.hash('a password')

    const outcomes = await Promise.all(
      Array.from({ length: 80 }, () =>
        hasher.verify('a password', digest).catch((error: unknown) => error instanceof PasswordHasherBusyError && 'busy'),
      ),
    )

    expect(outcomes.filter((outcome) => outcome === true)).toHaveLength(66)
    expect(outcomes.filter((outcome) => outcome === 'busy')).toHaveLength(14)
    expect(await hasher.verify('a password', digest)).toBe(true)
  })

  it('turns sign-ups away as well', async () => {
    const hashed = await Promise.allSettled(Array.from({ length: 70 }, () => hasher.hash('a password')))

    expect(hashed.filter(({ status }) => status === 'rejected')).toHaveLength(4)
  })

  it('knows the digest of the demo accounts', async () => {
    for (const user of demoUsers) {
      expect(await hasher.verify(user.password, createDemoUserRecord(user, 'standard').passwordDigest)).toBe(true)
    }
  })
})

describe('a limit of two at once', () => {
  it('lets the others wait in their order, and goes on after a failure', async () => {
    const limited = limitConcurrency(2)
    const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>())
    const started: number[] = []
    const tasks = gates.map(({ promise }, index) => {
      const begin = (): Promise<void> => {
        started.push(index)
        return promise
      }
      return limited.run(begin).catch(() => 'failed')
    })
    const settle = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve))

    await settle()
    expect(started).toEqual([0, 1])
    gates[1]?.reject(new Error('broken'))
    await settle()
    expect(started).toEqual([0, 1, 2])
    for (const { resolve } of gates) resolve()
    await Promise.all(tasks)
    expect(started).toEqual([0, 1, 2, 3])
    expect(await tasks[1]).toBe('failed')
  })
})
