import type { ProvenRow } from './proven-row.ts'

/** What loses the user elsewhere, measured with the platforms' own SDKs; each has a test that shows that ours does not have it. */
const TRAPS: readonly string[] = [
  'two initialisations redeem one code twice',
  'concurrent refresh with a single-use refresh token (tabs, StrictMode)',
  'error redirect lost in a popup',
  'an error parameter in any URL ends a valid session',
  'a stale code or state left in the URL breaks the reload',
  'a dead refresh token turns API calls into promises that never settle',
  'an answer of the token endpoint that is not JSON (a proxy’s error page)',
  'a refresh answer without refresh_token or expires_in',
  'a state mismatch that is reported, and ignored',
  'a verification failure that reaches no callback',
  'tokens not namespaced per app',
  'an opener without a popup closes the user’s tab',
  'COOP: the login “fails”, yet tokens are stored',
  'insecure origin',
  'a token printed to logs by the SDK',
  'static PKCE verifier, unchecked state',
  'no refresh in the SDK though tokens live for an hour',
  'ten-year tokens in query strings, no revocation',
  'a logout that does not revoke at the server',
  'documentation shape differs from wire shape',
  'a method named “authorized” that sends no authorisation',
  'API errors returned as values, not thrown',
]

const GROUPS = [
  'popup',
  'redirect',
  'refresh',
  'permission',
  'hand-over',
  'storage',
  'logout',
  'react',
  'native',
  'terminal',
  'button',
  'words',
  'any server',
  'size',
]

/** Formats `docs/conformance-client.md` from the rows of a run. */
export function formatClientConformance(rows: readonly ProvenRow[]): string {
  const hard = rows.filter(({ kind }) => kind === 'row')
  const traps = rows.filter(({ kind }) => kind === 'trap')
  return [
    '# The client’s hard cases',
    '',
    'Written by the tests themselves (`npm run client-conformance`): a line stands here because the test of that title passed. `npm test` fails when it no longer does.',
    'Chromium is a real one, with the emulator and its faults, or a server that others wrote, as the platform; Node talks to the emulator over HTTP; the rest are tests of the client’s own parts.',
    '',
    ...listGroups(hard).flatMap((group) =>
      formatGroup(
        group,
        hard.filter(({ key }) => groupOf(key) === group),
      ),
    ),
    '## Traps of the platforms’ own SDKs',
    '',
    '| # | Trap | Tests | In |',
    '|---:|---|---:|---|',
    ...TRAPS.map((trap, index) =>
      formatTrap(
        index + 1,
        trap,
        traps.filter(({ key }) => key === String(index + 1)),
      ),
    ),
    '',
  ].join('\n')
}

function groupOf(key: string): string {
  return key.slice(0, key.indexOf('/'))
}

/** The groups in the order they are read in; strange ones last. */
function listGroups(rows: readonly ProvenRow[]): readonly string[] {
  const found = new Set(rows.map(({ key }) => groupOf(key)))
  return [...GROUPS.filter((group) => found.has(group)), ...[...found].filter((group) => !GROUPS.includes(group)).sort()]
}

function formatGroup(group: string, rows: readonly ProvenRow[]): readonly string[] {
  const lines = new Map<string, string>()
  for (const { key, sentence, file, passed } of rows) {
    const line = `| ${key.slice(group.length + 1)} | ${escapeCell(sentence)} | ${placeOf(file)} | ${passed ? '✓' : '✗'} |`
    lines.set(line, line)
  }
  const sorted = [...lines.values()].sort((left, right) => left.localeCompare(right, 'en', { numeric: true }))
  return [`## ${group[0]?.toUpperCase()}${group.slice(1)}`, '', '| Case | What holds | In | |', '|---|---|---|---|', ...sorted, '']
}

function formatTrap(number: number, trap: string, rows: readonly ProvenRow[]): string {
  const places = [...new Set(rows.map(({ file }) => placeOf(file)))].sort().join(', ')
  return `| ${number} | ${trap} | ${rows.filter(({ passed }) => passed).length} | ${places} |`
}

/** Where a test runs, as its folder tells. */
function placeOf(file: string): string {
  if (/^(?:e2e|conformance\/src\/foreign)\//.test(file)) return 'Chromium'
  return /^(?:conformance|examples|apps)\//.test(file) ? 'Node' : 'parts'
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
}
