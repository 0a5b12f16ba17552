import { describe, expect, it } from 'vitest'
import { formatClientConformance } from './format-page.ts'
import { readTags } from './proven-row.ts'

describe('the page of the client’s hard cases', () => {
  it('reads rows and traps from a title', () => {
    expect(readTags('[row: popup/closed] [trap 3, 13] says so at once')).toEqual([
      { kind: 'row', key: 'popup/closed', sentence: 'says so at once' },
      { kind: 'trap', key: '3', sentence: 'says so at once' },
      { kind: 'trap', key: '13', sentence: 'says so at once' },
    ])
    expect(readTags('[RFC 6749 §4.1] is none')).toEqual([])
  })

  it('shows a row that failed as failed, and a trap without a test as zero', () => {
    const page = formatClientConformance([
      { kind: 'row', key: 'popup/closed', sentence: 'a | b', file: 'e2e/src/x.test.ts', passed: false },
      { kind: 'trap', key: '2', sentence: 'once', file: 'packages/client/src/x.test.ts', passed: true },
    ])
    expect(page).toContain('| closed | a \\| b | Chromium | ✗ |')
    expect(page).toContain('| 2 | concurrent refresh with a single-use refresh token (tabs, StrictMode) | 1 | parts |')
    expect(page).toContain('| 1 | two initialisations redeem one code twice | 0 |  |')
  })
})
