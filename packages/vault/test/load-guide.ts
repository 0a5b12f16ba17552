import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** Reads the lines of a guide, by the name after `ts`, or the first of another language without one. */
export function guideLines(guide: string, name: string, language = 'ts'): string {
  const text = readFileSync(fileURLToPath(new URL(`../../../docs/guides/${guide}.md`, import.meta.url)), 'utf8')
  const fence = `\`\`\`${language} ${name}`.trimEnd()
  const [, found] = new RegExp(`${fence}\n([\\s\\S]*?)\`\`\``).exec(text) ?? []
  if (found === undefined) throw new TypeError(`The guide has no lines called ${name}.`)
  return found
}

/**
 * Loads lines of a guide as a server would.
 *
 * @param files - By the name that they have among each other, `./vault.ts`.
 * @param entry - Imports from them, and exports what the test wants.
 */
export async function loadGuide<T>(files: Readonly<Record<string, string>>, entry: string): Promise<T> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'lines of a guide',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^\.\/[\w-]+\.ts$/ }, ({ path, importer, namespace }) =>
            namespace === 'guide' || importer === '<stdin>' ? { path, namespace: 'guide' } : undefined,
          )
          onLoad({ filter: /.*/, namespace: 'guide' }, ({ path }) => ({
            contents: files[path] ?? '',
            resolveDir: import.meta.dirname,
            loader: 'ts',
          }))
        },
      },
    ],
  })
  const directory = mkdtempSync(join(tmpdir(), 'vault-guide-'))
  try {
    writeFileSync(join(directory, 'server.cjs'), outputFiles[0]?.text ?? '')
    return createRequire(import.meta.url)(join(directory, 'server.cjs'))
  } finally {
    rmSync(directory, { recursive: true })
  }
}
