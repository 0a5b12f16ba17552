import type { EpochSeconds } from './records.ts'

/** One act that somebody may have to answer for. Never holds a secret. Entries are added and read, never changed; they leave by age alone. */
export interface AuditEntry {
  readonly at: EpochSeconds
  /** Who did it: a person by user id, an operator by the name of their credential, or the server itself. */
  readonly actor: { readonly kind: 'user' | 'operator' | 'server'; readonly id: string }
  /** Stable, `noun.verb`: `app.created`, `app.secret_added`, `user.password_changed`, `token.created`, `grant.revoked`, `keys.rotated`, … */
  readonly act: string
  readonly target: { readonly kind: 'user' | 'client' | 'grant' | 'token' | 'key' | 'server'; readonly id: string }
  readonly detail: Readonly<Record<string, string | number | boolean | null>>
  readonly remoteAddress: string | null
}

export interface AuditLog {
  append(entry: AuditEntry): Promise<void>
  /** Newest first; `before` is the `id` of the last one of the page before. */
  list(page: {
    readonly before?: number
    readonly limit: number
    readonly actorId?: string
    readonly targetId?: string
    readonly act?: string
  }): Promise<readonly (AuditEntry & { readonly id: number })[]>
}
