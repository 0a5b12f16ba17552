/** Writes docs/conformance-rfc.md: how many tests name each section of an RFC. With --check: fails when the file says otherwise. */
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const page = join(root, 'docs', 'conformance-rfc.md')

/** A section of a document that a test holds us to. */
export interface RfcTag {
  /** `RFC 6749`, or the name of a specification that is none. */
  readonly document: string
  /** `§4.1.2`, `appendix B`, or empty for the whole. */
  readonly section: string
}

/** Reads the tags of test titles, and of table rows that bring their own: `[RFC 6749 §4.1.3, §6] …` is two of one document. */
export function readRfcTags(source: string): readonly RfcTag[] {
  return [...source.matchAll(/['"`]\[((?:RFC \d|OpenID |OAuth )[^\]]+)\]/g)].flatMap(([, tag = '']) => {
    let document = ''
    return tag.split(/,\s*/).map((piece) => {
      const [, name = '', section = ''] = /^(.*?)\s*(§[\d.]+|appendix [\w.]+)?$/i.exec(piece) ?? []
      document = name === '' ? document : name
      return { document, section }
    })
  })
}

/** Formats a table: documents and their sections in order, each with its number of tests. */
export function formatRfcCoverage(tags: readonly RfcTag[]): string {
  const counts = new Map<string, { readonly tag: RfcTag; tests: number }>()
  for (const tag of tags) {
    const key = `${tag.document} ${tag.section}`
    const counted = counts.get(key) ?? { tag, tests: 0 }
    counts.set(key, { tag, tests: counted.tests + 1 })
  }
  const rows = [...counts].sort(([left], [right]) => left.localeCompare(right, 'en', { numeric: true }))
  return [
    '# What the tests hold us to',
    '',
    'Written by `npm run rfc-coverage` from the tags in test titles; a table of cases under one title counts once.',
    'A section that is not here is not tested under its name; that says nothing about the code.',
    '',
    '| document | section | tests |',
    '|---|---|---:|',
    ...rows.map(([, { tag, tests }]) => `| ${tag.document} | ${linkSection(tag)} | ${tests} |`),
    '',
  ].join('\n')
}

function linkSection({ document, section }: RfcTag): string {
  const [, number] = /^RFC (\d+)$/.exec(document) ?? []
  if (number === undefined) return section
  const anchor = section.replace('§', '#section-').replace(/^appendix (.*)/, '#appendix-$1')
  return `[${section || 'whole'}](https://www.rfc-editor.org/rfc/rfc${number}${anchor})`
}

/** The page as the tests of this repository are now. */
export function describeRfcCoverage(): string {
  const files = globSync('{packages,apps,conformance,e2e,tools,bench}/**/*.test.ts', {
    cwd: root,
    exclude: (path) => path.includes('node_modules'),
  })
  return formatRfcCoverage(files.flatMap((file) => readRfcTags(readFileSync(join(root, file), 'utf8'))))
}

/** Whether the committed page says what the tests say. */
export function isRfcCoverageCurrent(): boolean {
  return readFileSync(page, 'utf8') === describeRfcCoverage()
}

if (import.meta.main) {
  if (!process.argv.includes('--check')) writeFileSync(page, describeRfcCoverage())
  else if (!isRfcCoverageCurrent()) {
    console.error('docs/conformance-rfc.md is out of date: run `npm run rfc-coverage`.')
    process.exitCode = 1
  }
}
