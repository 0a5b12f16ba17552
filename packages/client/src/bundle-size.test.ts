import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'

/** What an app gains from these lines, bundled and compressed. */
async function gzippedSize(contents: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  })
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length
}

describe('the size of the client in a bundle', () => {
  it('stays below 11 kB compressed, protocol included', async () => {
    expect(await gzippedSize("export { createClient } from './index.ts'")).toBeLessThan(11_000)
  })
})
