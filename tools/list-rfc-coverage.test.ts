import { describe, expect, it } from 'vitest'
import { formatRfcCoverage, isRfcCoverageCurrent, readRfcTags } from './list-rfc-coverage.ts'

describe('the table of RFC coverage', () => {
  it('is current: `npm run rfc-coverage` writes it', () => {
    expect(isRfcCoverageCurrent()).toBe(true)
  })

  it('reads titles, rows of a table, and several sections in one tag; nothing else in brackets', () => {
    const tags = [
      'RFC 6749 §4.1.3, §6',
      'RFC 7636 appendix B',
      'RFC 6749 §5.2, RFC 7009 §2.2.1',
      'OpenID Connect Core §2',
      'Audius, step 4',
    ]
    const source = tags.map((tag) => `it('[${tag}] holds', () => {})`).join('\n')

    expect(readRfcTags(source)).toEqual([
      { document: 'RFC 6749', section: '§4.1.3' },
      { document: 'RFC 6749', section: '§6' },
      { document: 'RFC 7636', section: 'appendix B' },
      { document: 'RFC 6749', section: '§5.2' },
      { document: 'RFC 7009', section: '§2.2.1' },
      { document: 'OpenID Connect Core', section: '§2' },
    ])
  })

  it('counts and sorts by number', () => {
    const section = (text: string) => ({ document: 'RFC 6749', section: text })

    const table = formatRfcCoverage([section('§10.12'), section('§4.1'), section('§4.1'), section('appendix B')])

    expect(table.split('\n').slice(7, 10)).toEqual([
      '| RFC 6749 | [§4.1](https://www.rfc-editor.org/rfc/rfc6749#section-4.1) | 2 |',
      '| RFC 6749 | [§10.12](https://www.rfc-editor.org/rfc/rfc6749#section-10.12) | 1 |',
      '| RFC 6749 | [appendix B](https://www.rfc-editor.org/rfc/rfc6749#appendix-B) | 1 |',
    ])
  })
})
