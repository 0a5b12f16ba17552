import type { VaultEvents } from './vault-events.ts'
import type { VaultLog } from './vault-options.ts'

/** Says that something happened. */
export type EmitVaultEvent<Events = VaultEvents> = <Name extends keyof Events>(name: Name, event: Events[Name]) => void

/** Who listens to a vault. */
export interface VaultEmitter<Events = VaultEvents> {
  readonly emit: EmitVaultEvent<Events>
  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): () => void
}

/** Makes an emitter. A listener that throws, or rejects, disturbs nobody: it is logged. */
export function createVaultEmitter<Events = VaultEvents>(log: VaultLog): VaultEmitter<Events> {
  const listeners: { [Name in keyof Events]?: Set<(event: Events[Name]) => unknown> } = {}
  return {
    emit(name, event) {
      for (const listener of [...(listeners[name] ?? [])]) {
        const fail = (error: unknown): void => log({ reason: 'listener_failed', event: String(name), error })
        try {
          // An `async` listener is one that returns void, to the types.
          Promise.resolve(listener(event)).catch(fail)
        } catch (error) {
          fail(error)
        }
      }
    },
    on(name, listener) {
      // Wrapped, so that one function may listen twice and leave once.
      const own: typeof listener = (event) => listener(event)
      const ofName = listeners[name] ?? new Set()
      listeners[name] = ofName
      ofName.add(own)
      return () => void ofName.delete(own)
    },
  }
}
