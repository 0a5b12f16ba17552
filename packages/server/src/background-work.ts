/** Work that goes on after its request was answered, so that the answer takes as long whether or not there is work. */
export interface BackgroundWork {
  /** Starts it; `failed` hears what went wrong. */
  begin(work: () => Promise<void>, failed: (cause: unknown) => void): void
  /** Resolves when nothing is under way. */
  settle(): Promise<void>
}

/** Creates a place for work in the background of this process. */
export function createBackgroundWork(): BackgroundWork {
  const underWay = new Set<Promise<void>>()
  return {
    begin(work, failed) {
      const running: Promise<void> = Promise.resolve().then(work).catch(failed)
      underWay.add(running)
      void running.finally(() => underWay.delete(running))
    },
    async settle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}
