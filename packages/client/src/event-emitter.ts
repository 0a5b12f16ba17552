/** Says that something happened. */
export type Emit<Events> = <E extends keyof Events>(event: E, detail: Events[E]) => void

/** Listeners by event. A listener that throws disturbs neither the others nor the SDK. */
export interface EventEmitter<Events> {
  readonly emit: Emit<Events>
  on<E extends keyof Events>(event: E, listener: (detail: Events[E]) => void): () => void
}

interface Listening<Events> {
  readonly event: keyof Events
  listener(detail: Events[keyof Events]): void
}

/**
 * Makes an emitter.
 *
 * @param onListen - Called when the first listener comes; what it returns is called when the last has gone.
 */
export function createEventEmitter<Events>(onListen: () => () => void): EventEmitter<Events> {
  const all = new Set<Listening<Events>>()
  let stop: () => void
  return {
    emit(event, detail) {
      for (const one of [...all]) {
        try {
          if (one.event === event) one.listener(detail)
        } catch (error) {
          queueMicrotask(() => {
            throw error
          })
        }
      }
    },
    on(event, listener) {
      // Its own object, so that one function may listen twice and leave once.
      const one: Listening<Events> = { event, listener }
      if (all.add(one).size === 1) stop = onListen()
      return () => {
        if (all.delete(one) && all.size === 0) stop()
      }
    },
  }
}
