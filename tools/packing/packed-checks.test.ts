import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { packFolders } from '../pack.ts'
import { bundleEntries } from './bundle-entries.ts'
import { checkResolution, findAny } from './check-declarations.ts'

/** That the checks of what we publish would see what they look for. */
describe('the checks of packed packages', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stagedoor-checks-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }

  it('finds an any, and its line, in a declaration', () => {
    write('dist/index.d.ts', 'export declare function one(text: string): void\nexport interface Two { readonly a: Promise<any> }\n')

    const found = findAny({ manifest: { name: 'x', version: '1.0.0' }, folder, tarball: '' })

    expect(found).toEqual(['any in x/dist/index.d.ts:2'])
  })

  it('finds an entry whose types are of another kind than its code', async () => {
    const manifest = { name: 'x', version: '1.0.0', exports: { '.': { types: './index.d.cts', default: './index.mjs' } } }
    write('x/package.json', JSON.stringify(manifest))
    write('x/index.d.cts', 'export declare const one: number\n')
    write('x/index.mjs', 'export const one = 1\n')
    const [tarball = ''] = await packFolders([join(folder, 'x')], folder)

    expect(await checkResolution({ manifest, folder, tarball })).toEqual([expect.stringContaining('FalseCJS')])
  })

  it.each([
    { what: 'an import that is dropped', code: "import './two.js'; export const one = 1", says: 'was marked as having no side effects' },
    { what: 'a file that is not there', code: "export { one } from './gone.js'", says: 'Could not resolve "./gone.js"' },
  ])('finds $what, as a bundler of an app says it', async ({ code, says }) => {
    write('x/package.json', JSON.stringify({ name: 'x', type: 'module', sideEffects: false, exports: './index.js' }))
    write('x/two.js', 'globalThis.two = 2')
    write('x/index.js', code)
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(join(folder, 'x'), join(folder, 'node_modules', 'x'), 'junction')

    expect(await bundleEntries(['x'], folder)).toEqual([expect.stringContaining(says)])
  })

  it.each([
    { what: 'looks for a channel', code: "export const one = typeof BroadcastChannel === 'function'", says: 'touches BroadcastChannel' },
    { what: 'starts a timer', code: 'export const one = setInterval(() => {}, 1000).unref()', says: 'touches setInterval' },
    { what: 'prints', code: "console.error('hello'); export const one = 1", says: 'touches console' },
    { what: 'makes a global', code: 'globalThis.stagedoorOne = 1; export const one = 1', says: 'makes a global stagedoorOne' },
    { what: 'exports nothing', code: '', says: 'exports nothing' },
    { what: 'throws', code: 'throw new Error("no window")', says: 'cannot be imported: no window' },
  ])('finds a package that $what when it is imported', ({ code, says }) => {
    const client = 'node_modules/@stagedoor/client'
    write(`${client}/package.json`, JSON.stringify({ name: '@stagedoor/client', type: 'module', exports: './index.js' }))
    write(`${client}/index.js`, code)
    cpSync(join(import.meta.dirname, 'watch-imports.mjs'), join(folder, 'watch-imports.mjs'))

    const entries = JSON.stringify([{ entry: '@stagedoor/client', portable: true }])
    const { stdout } = spawnSync(process.execPath, [join(folder, 'watch-imports.mjs'), entries], { encoding: 'utf8' })

    expect(stdout).toContain(says)
  })
})
