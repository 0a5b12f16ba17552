import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type RunningStagedoor, runStagedoor } from '@stagedoor/conformance'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const guide = readFileSync(fileURLToPath(new URL('../../docs/guides/emulator.md', import.meta.url)), 'utf8')
const blocks = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, code]) => code ?? '').filter((code) => code.includes('curl'))

/** What the last line of each block shows, in the order of the guide. */
const shown: readonly (readonly [block: string, words: readonly string[]])[] = [
  ['standard', ['"issuer":', '"token_endpoint":']],
  ['audiotool', ['"displayName":"Untitled Sketch 7"', '"nextPageToken":']],
  ['audius', ['"title":"Harbour Lights"']],
  ['audius-legacy', ['"handle":"mira"', '"iat":']],
  ['soundcloud', ['"title":"Paper Kites"']],
  [
    'auphonic',
    [
      '"status_string":"Done"',
      '"preset_name":"Podcast (Mira Okafor)"',
      '"username":"mira"',
      '"user_name":"mira"',
      '"expires_in":315360000',
    ],
  ],
  ['faults', ['"kind":"server_error"', '"id":']],
]

/** A reader's shell, where the emulator has another port. */
async function runInShell(code: string, { url }: RunningStagedoor): Promise<string> {
  const script = code.replaceAll('http://127.0.0.1:4700', url).replaceAll(/\bcurl(?= )/g, 'curl --fail-with-body -sS')
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script])
  return stdout
}

describe('the guide to the emulator', () => {
  let stagedoor: RunningStagedoor
  beforeAll(async () => {
    stagedoor = await runStagedoor()
  })
  afterAll(() => stagedoor?.[Symbol.asyncDispose]())

  it.each(shown.map(([name, words], index) => ({ name, words, code: blocks[index] ?? '' })))(
    'has lines for $name that work as they stand',
    async ({ words, code }) => {
      const stdout = await runInShell(code, stagedoor)

      for (const word of words) expect(stdout).toContain(word)
    },
  )

  it('leaves no such lines untried, and names every platform', () => {
    expect(blocks).toHaveLength(shown.length)
    expect(Object.keys(stagedoor.platforms).filter((id) => !guide.includes(`\n### ${id}\n`))).toEqual([])
  })

  it('is one with a front page that shows every client, secret and key', async () => {
    const page = await (await fetch(stagedoor.url)).text()
    const { standard, audiotool, audius, soundcloud, auphonic, 'audius-legacy': legacy } = stagedoor.platforms
    for (const { clients, users } of [standard, audiotool, audius, legacy, soundcloud, auphonic]) {
      for (const text of [
        ...clients.flatMap(({ clientId, clientSecret }) => [clientId, clientSecret]),
        ...users.map((user) => user.personalToken),
      ]) {
        if (text !== undefined) expect(page).toContain(`<code>${text}<`)
      }
    }
    expect(page).toContain('<code>at_pat_demo-token-of-jonas-')
  })

  it('agrees with the front page, whose lines work too', async () => {
    const page = await (await fetch(stagedoor.url)).text()
    const lines = [...page.matchAll(/<pre>(curl [\s\S]*?)<\/pre>/g)].map(([, line = '']) =>
      line.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
    )

    expect(lines).toHaveLength(7)
    for (const line of lines) expect(await runInShell(line, stagedoor)).toMatch(/^\{.*\}$/s)
  })
})
