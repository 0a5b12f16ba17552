import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { checkHouse } from './check-house.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** Builds a house of files in a temporary folder and returns its violations as `path:line message`. */
function check(files: Readonly<Record<string, string>>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'stagedoor-house-'))
  folders.push(root)
  const rooms = ['protocol', 'platforms', 'client', 'server', 'pages', 'store-sqlite'].map((room) => [
    `packages/${room}/package.json`,
    JSON.stringify({
      name: `@stagedoor/${room}`,
      exports: { '.': './src/index.ts', './ports': { types: './src/ports.ts', default: './src/ports.ts' } },
    }),
  ])
  for (const [path = '', content = ''] of [...rooms, ...Object.entries(files)]) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return checkHouse(root).violations.map(({ path, line, message }) => `${path}:${line} ${message}`)
}

const only = (message: string): unknown[] => [expect.stringContaining(message)]

describe('where imports lead', () => {
  it('accepts the directions of the design', () => {
    expect(
      check({
        'packages/server/src/index.ts': `import { a } from '@stagedoor/protocol'\nimport type { B } from '@stagedoor/platforms/ports'\nimport 'node:crypto'\nimport './own.ts'`,
        'packages/server/src/own.ts': `export const own = 1`,
        'packages/server/src/own.test.ts': `import '@stagedoor/store-sqlite'\nimport '../../../tools/launch-browser.ts'`,
        'apps/stagedoor/src/index.ts': `import '@stagedoor/client'\nimport '@stagedoor/server'\nconst now = Date.now()`,
      }),
    ).toEqual([])
  })

  it.each([
    ['protocol', 'platforms'],
    ['platforms', 'server'],
    ['client', 'pages'],
    ['server', 'store-sqlite'],
    ['store-sqlite', 'pages'],
  ])('refuses %s -> %s, of types as well', (from, to) => {
    const path = `packages/${from}/src/index.ts`
    expect(check({ [path]: `import type { A } from '@stagedoor/${to}'` })).toEqual(
      only(`${path}:1 @stagedoor/${from} may not import @stagedoor/${to}`),
    )
    expect(check({ [path]: `\nexport const a: import('@stagedoor/${to}').A = 1` })).toEqual(only(`${path}:2 @stagedoor/${from} may not`))
    expect(check({ [path]: `export { a } from '@stagedoor/${to}'` })).toEqual(only(`${path}:1 @stagedoor/${from} may not`))
    expect(check({ [path]: `await import('@stagedoor/${to}')` })).toEqual(only(`${path}:1 @stagedoor/${from} may not`))
  })

  it('keeps client and server strangers even in tests', () => {
    expect(check({ 'packages/client/src/a.test.ts': `import '@stagedoor/server'` })).toEqual(only('never import each other'))
    expect(check({ 'packages/server/src/a.test.ts': `import '@stagedoor/client'` })).toEqual(only('never import each other'))
  })

  it('lets a room be entered by its public entries only', () => {
    expect(check({ 'packages/server/src/a.ts': `import '@stagedoor/protocol/src/secret.ts'` })).toEqual(only('is no public entry'))
    expect(check({ 'packages/server/src/a.ts': `import '../../protocol/src/secret.ts'` })).toEqual(only('leaves packages/server'))
  })

  it('keeps Node out of rooms that run in browsers', () => {
    expect(check({ 'packages/protocol/src/a.ts': `import { hash } from 'node:crypto'` })).toEqual(only("is Node's own"))
    expect(check({ 'packages/client/src/a.ts': `import fs from 'fs'` })).toEqual(only("is Node's own"))
    expect(check({ 'packages/client/src/node/a.ts': `import 'node:http'`, 'packages/client/src/a.test.ts': `import 'node:http'` })).toEqual(
      [],
    )
  })

  it.each(['./b', './b.js', '..'])('asks for the extension in %s', (specifier) => {
    expect(check({ 'packages/protocol/src/a.ts': `import '${specifier}'` })).toEqual(only("'.ts'"))
  })
})

describe('circles', () => {
  it('finds one between files', () => {
    expect(
      check({
        'packages/server/src/a.ts': `import './b.ts'`,
        'packages/server/src/b.ts': `import './c.ts'`,
        'packages/server/src/c.ts': `export { a } from './a.ts'`,
      }),
    ).toEqual(only('a.ts -> packages/server/src/b.ts -> packages/server/src/c.ts -> packages/server/src/a.ts'))
  })

  it('finds one through the entry of a package', () => {
    expect(
      check({
        'apps/stagedoor/package.json': '{"name":"stagedoor","exports":{".":"./src/index.ts"}}',
        'apps/stagedoor/src/index.ts': `import './a.ts'`,
        'apps/stagedoor/src/a.ts': `import 'stagedoor'`,
      }),
    ).toEqual(only('closes a circle'))
  })

  it('leaves types alone, and two ways to one file', () => {
    expect(
      check({
        'packages/server/src/a.ts': `import './b.ts'\nimport './c.ts'`,
        'packages/server/src/b.ts': `import './c.ts'\nimport type { A } from './a.ts'`,
        'packages/server/src/c.ts': `import { type A } from './a.ts'`,
      }),
    ).toEqual([])
  })
})

describe('the shape of a file', () => {
  it('has 300 lines at most, tests apart', () => {
    const long = '// line\n'.repeat(301)
    expect(
      check({
        'packages/server/src/a.ts': long,
        'packages/server/src/a.test.ts': long,
        'packages/server/src/b.ts': '// line\n'.repeat(300),
      }),
    ).toEqual(only('packages/server/src/a.ts:301 has 301 lines'))
  })

  it.each(['utils.ts', 'helpers/a.ts', 'common/a.ts', 'shared.ts', 'misc/a.ts', 'types.ts'])('does not live in %s', (path) => {
    expect(check({ [`packages/server/src/${path}`]: 'export const a = 1' })).toEqual(only('is no room'))
  })

  it('names what it exports', () => {
    expect(check({ 'packages/server/src/a.ts': `export * from './b.ts'`, 'packages/server/src/b.ts': '' })).toEqual(only('`export *`'))
    expect(check({ 'packages/server/src/a.ts': `export default 1` })).toEqual(only('default export'))
    expect(check({ 'packages/server/vite.config.ts': `export default 1` })).toEqual([])
  })

  it.each(['Date.now()', 'new Date()', 'Math.random()', 'process.env.HOME'])('does not read %s', (expression) => {
    expect(check({ 'packages/server/src/a.ts': `// Date.now\nexport const a = ${expression}` })).toEqual(only('packages/server/src/a.ts:2'))
    expect(check({ 'packages/server/src/a.test.ts': `export const a = ${expression}` })).toEqual([])
  })
})
