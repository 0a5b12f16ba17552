import type { Random } from '../ports/world.ts'
import { sha256 } from '../secrets/sha256.ts'
import { encodeBase32 } from './base32.ts'

const codeCount = 10
/** 80 bits: a digest of it cannot be guessed, so it needs no slow hash. */
const codeBytes = 10

/** Creates recovery codes, as `abcd-efgh-ijkl-mnop`. They are shown once. */
export function createRecoveryCodes(random: Random): readonly string[] {
  return Array.from({ length: codeCount }, () =>
    (
      encodeBase32(random(codeBytes))
        .toLowerCase()
        .match(/.{1,4}/g) ?? []
    ).join('-'),
  )
}

/** Digests a recovery code as it is typed: case, spaces and hyphens do not count. `undefined` when it certainly is none. */
export function digestRecoveryCode(typed: string): Uint8Array | undefined {
  const code = typed.toLowerCase().replace(/[^a-z0-9]/g, '')
  return /^[a-z2-7]{16}$/.test(code) ? sha256(`recovery:${code}`) : undefined
}

/** Digests codes that were created here. */
export function digestRecoveryCodes(codes: readonly string[]): readonly Uint8Array[] {
  return codes.flatMap((code) => digestRecoveryCode(code) ?? [])
}
