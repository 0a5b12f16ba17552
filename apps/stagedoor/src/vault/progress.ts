/** Shows how far long work is. */
export interface Progress {
  /** @param done - Of `total`. */
  update(done: number): void
  /** Leaves what was shown last, and the cursor below it. */
  end(): void
}

export interface ProgressOptions {
  readonly total: number
  readonly write: (text: string) => void
  /** A bar that is drawn over itself; else a line for every tenth. */
  readonly isTerminal: boolean
  /** Epoch milliseconds. */
  readonly now: () => number
}

const WIDTH = 24
/** Ten times a second is what an eye sees. */
const REDRAW_MS = 100

/** Starts to show progress. */
export function startProgress({ total, write, isTerminal, now }: ProgressOptions): Progress {
  const startedAt = now()
  let drawnAt = startedAt - REDRAW_MS
  let tenth = 0
  let shown = ''
  const draw = (done: number): void => {
    const share = total === 0 ? 1 : Math.min(1, done / total)
    const filled = Math.round(share * WIDTH)
    const line = `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${describe(done)}`
    write(`\r${line.padEnd(shown.length)}`)
    shown = line
    drawnAt = now()
  }
  const describe = (done: number): string => {
    const percent = total === 0 ? 100 : Math.floor((Math.min(done, total) / total) * 100)
    const elapsed = (now() - startedAt) / 1000
    const left = done > 0 && done < total && elapsed >= 1 ? `, ${formatSeconds((elapsed / done) * (total - done))} left` : ''
    return `${done} of ${total} (${percent} %)${left}`
  }
  if (isTerminal) draw(0)
  else write(`${describe(0)}\n`)
  return {
    update(done) {
      if (isTerminal) {
        if (now() - drawnAt >= REDRAW_MS || done >= total) draw(done)
      } else if (Math.floor((done / total) * 10) > tenth) {
        tenth = Math.floor((done / total) * 10)
        write(`${describe(done)}\n`)
      }
    },
    end() {
      if (shown !== '') write('\n')
    },
  }
}

function formatSeconds(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`
}
