import type { PasswordHasher } from '@stagedoor/server/ports'

/** OWASP's minimum for argon2id: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** Each run takes 19 MiB and a thread of the pool: more at once would starve the rest. */
const mostAtOnce = 2
/** Of no password anyone knows: unknown accounts are checked against it, so that they take as long as known ones. */
const nobodysDigest = '$argon2id$v=19$m=19456,t=2,p=1$O9JL53sRPxJIGYfyUZqPzQ$DKgezmB+bF/3QpzDKFba9xRa+tYg91rW0SylCDjJGtY'

/** Creates a password hasher on argon2id; the library is loaded with the first password. */
export function createPasswordHasher(): PasswordHasher {
  const inTurn = createTurns(mostAtOnce)
  return {
    hash: (password) => inTurn(async () => (await import('@node-rs/argon2')).hash(password, cost)),
    verify: (password, digest) =>
      inTurn(async () => {
        const { verify } = await import('@node-rs/argon2')
        const matches = await verify(digest ?? nobodysDigest, password)
        return matches && digest !== null
      }),
  }
}

/** Lets at most `limit` pieces of work run at a time, in the order they came. */
function createTurns(limit: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}
