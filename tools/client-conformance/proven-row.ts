import type { TestModule } from 'vitest/node'

/** A hard case or a trap that a test of this run was about. */
export interface ProvenRow {
  /** `popup/closed`, or the number of a trap. */
  readonly key: string
  readonly kind: 'row' | 'trap'
  /** The rest of the title: what holds. */
  readonly sentence: string
  /** File of the test, below the root. */
  readonly file: string
  readonly passed: boolean
}

const TAG = /\[(row|trap):? ?([^\]]+)\]/g

/** Reads the tags of a title: `[row: popup/closed] [trap 13] says so` is two rows with one sentence. */
export function readTags(title: string): readonly Pick<ProvenRow, 'key' | 'kind' | 'sentence'>[] {
  const sentence = title.replaceAll(/\[[^\]]*\]\s*/g, '').trim()
  return [...title.matchAll(TAG)].flatMap(([, kind, keys = '']) =>
    keys.split(',').map((key) => ({ kind: kind === 'row' ? 'row' : 'trap', key: key.trim(), sentence })),
  )
}

/** Collects the rows of a finished run. */
export function collectRows(modules: readonly TestModule[]): readonly ProvenRow[] {
  return modules.flatMap((module) =>
    [...module.children.allTests()].flatMap((test) =>
      readTags(test.name).map((tag) => ({ ...tag, file: module.relativeModuleId, passed: test.result().state === 'passed' })),
    ),
  )
}
