import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { StoreUnavailableError } from '@stagedoor/server/ports'
import { isDatabaseWide, storeUnavailable } from './sqlite-error.ts'

/** One transaction, and the promise of every act whose writes are in it. */
interface OpenGroup {
  readonly committed: Promise<void>
  readonly resolve: () => void
  readonly reject: (error: StoreUnavailableError) => void
  acts: number
}

export interface CommitGroupOptions {
  /** Runs `commit` once the current turn of the event loop has taken in what arrived. */
  readonly schedule: (commit: () => void) => void
  /** Called after each commit with how many acts shared it and how long the flush took. */
  readonly onCommit?: ((commit: { readonly acts: number; readonly milliseconds: number }) => void) | undefined
}

/**
 * Groups the writes of one turn of the event loop into one transaction, and so one flush to disk.
 *
 * The first write of a turn opens the transaction; acts run their statements at once, one after the other, and see each other's writes;
 * `setImmediate`, which comes right after the turn's input, commits. Only then do the promises resolve. No timer: an act that is alone
 * waits for its own flush and nothing else.
 *
 * A commit that fails rejects every act of the group with `StoreUnavailableError` and leaves nothing behind.
 * Reads made while a group is open may have seen its writes, so they wait for its commit as well: nobody acts on what may yet vanish.
 */
export class CommitGroup {
  readonly #database: DatabaseSync
  readonly #options: CommitGroupOptions
  readonly #begin: StatementSync
  readonly #commit: StatementSync
  readonly #rollback: StatementSync
  readonly #savepoint: StatementSync
  readonly #release: StatementSync
  readonly #rollbackTo: StatementSync
  #open: OpenGroup | undefined
  #closed = false

  constructor(database: DatabaseSync, options: CommitGroupOptions) {
    this.#database = database
    this.#options = options
    this.#begin = database.prepare('BEGIN IMMEDIATE')
    this.#commit = database.prepare('COMMIT')
    this.#rollback = database.prepare('ROLLBACK')
    this.#savepoint = database.prepare('SAVEPOINT act')
    this.#release = database.prepare('RELEASE act')
    this.#rollbackTo = database.prepare('ROLLBACK TO act')
  }

  /** Whether writes wait for their commit: what is read now may yet vanish. */
  get isOpen(): boolean {
    return this.#open !== undefined
  }

  /** Runs an act of a single writing statement; resolves once it is on disk. A throw of `act` undoes nothing but itself. */
  write<Outcome>(act: () => Outcome): Promise<Outcome> {
    return this.#join(act)
  }

  /** Runs an act of several writing statements; a throw half-way undoes the act and leaves its neighbours alone. */
  writeAll<Outcome>(act: () => Outcome): Promise<Outcome> {
    return this.#join(() => this.#inSavepoint(act))
  }

  /**
   * Runs a read. Outside a group it answers at once; inside, with the group.
   *
   * @param recall - Looks into a memory of committed rows first; what it finds is answered at once.
   */
  read<Outcome>(query: () => Outcome, recall?: () => Outcome | undefined): Promise<Outcome> {
    let isCommitted = false
    const outcome = this.#attempt(() => {
      const remembered = recall?.()
      isCommitted = remembered !== undefined || this.#open === undefined
      return remembered ?? query()
    })
    return isCommitted || this.#open === undefined ? outcome : this.#open.committed.then(() => outcome)
  }

  /**
   * Runs a read that answers at once even inside a group, for a question on the way to a write of the same caller, which waits.
   *
   * Only for rows that nobody can ask for before they are committed (a secret leaves with the answer that follows its commit),
   * or whose loss changes no more than that the caller's write is allowed (a consent that was given, and could not be recorded).
   */
  peek<Outcome>(query: () => Outcome): Promise<Outcome> {
    return this.#attempt(query)
  }

  #attempt<Outcome>(query: () => Outcome): Promise<Outcome> {
    if (this.#closed) return Promise.reject(closedError())
    try {
      return Promise.resolve(query())
    } catch (error) {
      if (isDatabaseWide(error)) {
        this.#abandon(error)
        return Promise.reject(storeUnavailable(error))
      }
      return Promise.reject(error)
    }
  }

  /** Refuses what comes from now on, and resolves when what came before is on disk, or has been rejected. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#open?.committed.catch(() => undefined)
  }

  #join<Outcome>(act: () => Outcome): Promise<Outcome> {
    if (this.#closed) return Promise.reject(closedError())
    try {
      const group = this.#open ?? this.#start()
      const outcome = act()
      group.acts += 1
      return group.committed.then(() => outcome)
    } catch (error) {
      if (!isDatabaseWide(error)) return Promise.reject(error)
      this.#abandon(error)
      return Promise.reject(storeUnavailable(error))
    }
  }

  #inSavepoint<Outcome>(act: () => Outcome): Outcome {
    this.#savepoint.run()
    try {
      const outcome = act()
      this.#release.run()
      return outcome
    } catch (error) {
      // A database-wide error may have ended the transaction, and its savepoints, already.
      if (this.#database.isTransaction && !isDatabaseWide(error)) {
        this.#rollbackTo.run()
        this.#release.run()
      }
      throw error
    }
  }

  #start(): OpenGroup {
    if (this.#database.isTransaction) this.#rollback.run() // left by a rollback that failed
    this.#begin.run()
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    // The group may hold no act in the end; each act hangs on a promise of its own that its caller handles.
    promise.catch(() => undefined)
    const group: OpenGroup = { committed: promise, resolve, reject, acts: 0 }
    this.#open = group
    this.#options.schedule(() => this.#finish(group))
    return group
  }

  #finish(group: OpenGroup): void {
    if (this.#open !== group) return // abandoned meanwhile
    const startedAt = this.#options.onCommit === undefined ? 0 : performance.now()
    try {
      this.#commit.run()
    } catch (error) {
      this.#abandon(error)
      return
    }
    this.#open = undefined
    group.resolve()
    this.#options.onCommit?.({ acts: group.acts, milliseconds: performance.now() - startedAt })
  }

  #abandon(cause: unknown): void {
    const group = this.#open
    this.#open = undefined
    try {
      if (this.#database.isTransaction) this.#rollback.run()
    } catch {
      // Tried again before the next group opens; this one is rejected either way.
    }
    group?.reject(storeUnavailable(cause))
  }
}

function closedError(): StoreUnavailableError {
  return new StoreUnavailableError('The store is closed.')
}
