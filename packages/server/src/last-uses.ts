import type { BackgroundWork } from './background-work.ts'
import type { EpochSeconds } from './ports/records.ts'

/** Has it written down when each of many things was last used, without a request waiting for it. */
export interface LastUses {
  /** Costs the request a look into a map. */
  note(name: string, write: (at: EpochSeconds) => Promise<void>): void
}

const pauseSeconds = 60
/** Bounds the memory; past it a use is at worst written down twice within a minute. */
const mostRemembered = 10_000

/** Writes each one's use down at most once a minute, after the request; when that fails, the next minute tries again. */
export function createLastUses({ now, background }: { readonly now: () => EpochSeconds; readonly background: BackgroundWork }): LastUses {
  const notedAt = new Map<string, EpochSeconds>()
  return {
    note(name, write) {
      const at = now()
      if (at - (notedAt.get(name) ?? -pauseSeconds) < pauseSeconds) return
      if (notedAt.size >= mostRemembered) notedAt.clear()
      notedAt.set(name, at)
      background.begin(
        () => write(at),
        () => undefined, // nobody is worse off
      )
    },
  }
}

/** Bytes as the name of what is used: shorter than hexadecimal, and as different. */
export function nameBytes({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1')
}
