import { describe, expect, it } from 'vitest'
import { startProgress } from './progress.ts'

function watch(isTerminal: boolean): { written: string[]; run: (steps: readonly (readonly [atMs: number, done: number])[]) => void } {
  const written: string[] = []
  let now = 0
  const progress = startProgress({ total: 200, write: (text) => written.push(text), isTerminal, now: () => now })
  return {
    written,
    run(steps) {
      for (const [atMs, done] of steps) {
        now = atMs
        progress.update(done)
      }
      progress.end()
    },
  }
}

describe('progress', () => {
  it('draws a bar over itself on a terminal, ten times a second at most, with the time that is left', () => {
    const { written, run } = watch(true)
    run([
      [50, 1],
      [100, 2],
      [4000, 100],
      [8000, 200],
    ])

    expect(written).toEqual([
      '\r[........................] 0 of 200 (0 %)',
      '\r[........................] 2 of 200 (1 %)',
      '\r[############............] 100 of 200 (50 %), 4 s left',
      '\r[########################] 200 of 200 (100 %)         ',
      '\n',
    ])
  })

  it('writes a line for each tenth elsewhere, so that a log stays short', () => {
    const { written, run } = watch(false)
    run(Array.from({ length: 200 }, (_, index) => [0, index + 1] as const))

    expect(written).toHaveLength(11)
    expect([written[0], written[1], written[10]]).toEqual(['0 of 200 (0 %)\n', '20 of 200 (10 %)\n', '200 of 200 (100 %)\n'])
  })
})
