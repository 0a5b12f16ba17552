/** Says that something happened. */
export type Emit<Events> = <E extends keyof Events>(event: E, detail: Events[E]) => void

/** Listeners by event. A listener that throws disturbs neither the others nor the SDK. */
export interface EventEmitter<Events> {
  readonly emit: Emit<Events>
  on<E extends keyof Events>(event: E, listener: (detail: Events[E]) => void): () => void
}

/**
 * Makes an emitter.
 *
 * @param onListen - Called when the first listener comes; what it returns is called when the last has gone.
 */
export function createEventEmitter<Events>(onListen: () => () => void): EventEmitter<Events> {
  const listeners: { [E in keyof Events]?: Set<(detail: Events[E]) => void> } = {}
  let count = 0
  let stop: (() => void) | undefined
  return {
    emit(event, detail) {
      for (const listener of [...(listeners[event] ?? [])]) {
        try {
          listener(detail)
        } catch (error) {
          queueMicrotask(() => {
            throw error
          })
        }
      }
    },
    on(event, listener) {
      // Wrapped, so that one function may listen twice and leave once.
      const own: typeof listener = (detail) => listener(detail)
      const ofEvent = listeners[event] ?? new Set()
      listeners[event] = ofEvent
      ofEvent.add(own)
      if (count++ === 0) stop = onListen()
      return () => {
        if (ofEvent.delete(own) && --count === 0) stop?.()
      }
    },
  }
}
