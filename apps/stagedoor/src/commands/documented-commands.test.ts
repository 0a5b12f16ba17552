import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commands } from './commands.ts'
import { parseOptions } from './parse-options.ts'

const root = join(import.meta.dirname, '..', '..', '..', '..')
const documents = globSync(['README.md', 'docs/**/*.md', 'packages/*/README.md', 'apps/*/README.md', 'examples/**/README.md'], {
  cwd: root,
  exclude: (path) => path.includes('node_modules'),
})

/** Every call of the command in a document, as a shell would split it: up to a comment, a pipe, or the end of the quoted code. */
function findCalls(document: string): readonly string[] {
  const calls = readFileSync(join(root, document), 'utf8').matchAll(/npx stagedoor ((?:"[^"\n]*"|<[^>\n]*>|[^`#|;\n\\])*)/g)
  return [...calls].map(([, text = '']) => text.trim())
}

function split(call: string): string[] {
  const words = call.replace(/<[^>]*>/g, 'x').match(/"[^"]*"|\S+/g) ?? []
  return words.map((word) => word.replaceAll('"', ''))
}

async function parse(call: string): Promise<void> {
  const [name = '', ...rest] = split(call)
  const found = await commands.get(name)?.()
  if (found === undefined) throw new Error(`There is no command ${name}.`)
  if (!('commands' in found)) return void parseOptions(found, rest)
  const [word, ...options] = rest
  const command = found.commands.find((one) => one.name === `${name} ${word}`)
  // `npx stagedoor vault`: the group as such.
  if (command === undefined && word !== undefined) throw new Error(`There is no command ${name} ${word}.`)
  if (command !== undefined) parseOptions(command, options)
}

const calls = documents.flatMap((document) => findCalls(document).map((call) => [document, call] as const))

describe('the commands in our documents', () => {
  it('are found', () => {
    expect(new Set(calls.map(([document]) => document)).size).toBeGreaterThan(8)
    expect(calls.length).toBeGreaterThan(45)
  })

  it.each(calls)('are taken as they stand: %s: npx stagedoor %s', async (_, call) => {
    await expect(parse(call)).resolves.toBeUndefined()
  })

  it.each(['serv', 'apps lst', 'dev --prot 1', 'apps show', 'users list ada'])('would not pass when wrong: %s', async (call) => {
    await expect(parse(call)).rejects.toThrow()
  })
})
