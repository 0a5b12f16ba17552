import { type PasswordHasher, PasswordHasherBusyError } from '@stagedoor/server/ports'
import { limitConcurrency } from './concurrency-limit.ts'

/** Longer ones are refused unhashed: nobody types them, and hashing megabytes is work for free. */
export const maxPasswordLength = 1024

/** OWASP's first choice: argon2id (the default of the package) with 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 }

/** Some two seconds of work. Who comes after that many is better told to try again than kept waiting, with the memory of a request each. */
const mostWaiting = 64

/** What is checked for accounts that do not exist: same parameters, a password that nobody has. */
const decoyDigest = '$argon2id$v=19$m=19456,t=2,p=1$c3RhZ2Vkb29yIG5vYm9keQ$6QW0oFvSFOkf+3G3AuSUAth7yk8OfG51w9/nvlGZjdY'

/**
 * Creates a hasher on argon2id; two at once, as each takes 19 MiB and a core. The native code is loaded by the first use.
 *
 * Two keyboards may write one letter in two ways, so passwords are hashed in Unicode's composed form (RFC 8265 §4.2.2).
 */
export function createArgon2PasswordHasher(): PasswordHasher {
  const turns = limitConcurrency(2)
  const checkTurn = (): void => {
    if (turns.waiting >= mostWaiting) throw new PasswordHasherBusyError('Too many passwords wait for their turn.')
  }
  return {
    async hash(password) {
      if (password.length > maxPasswordLength) throw new TypeError(`A password has at most ${maxPasswordLength} characters.`)
      checkTurn()
      return turns.run(async () => {
        const { hash } = await import('@node-rs/argon2')
        return hash(password.normalize('NFC'), parameters)
      })
    },
    async verify(password, digest) {
      checkTurn()
      return turns.run(async () => {
        const isPossible = digest !== null && password.length <= maxPasswordLength
        const { verify } = await import('@node-rs/argon2')
        const isRight = await verify(isPossible ? digest : decoyDigest, isPossible ? password.normalize('NFC') : '')
        return isPossible && isRight
      })
    },
  }
}
