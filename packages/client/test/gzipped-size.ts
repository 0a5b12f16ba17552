import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type BuildResult, build } from 'esbuild'

/**
 * What an app gains from these lines, bundled into one file and compressed: bytes. Also what it would load only when it needs it is in them.
 * Paths are those of `packages/client/src`.
 */
export async function gzippedSize(contents: string): Promise<number> {
  const { outputFiles } = await bundle(contents, {})
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length
}

/** What a page loads of them before it does anything: the entry and what that imports, each compressed. */
export async function gzippedEntrySize(contents: string): Promise<number> {
  const { metafile, outputFiles } = await bundle(contents, { splitting: true })
  const atOnce = new Set(Object.keys(metafile.outputs).filter((path) => metafile.outputs[path]?.entryPoint === '<stdin>'))
  for (const path of atOnce) {
    for (const imported of metafile.outputs[path]?.imports ?? []) if (imported.kind !== 'dynamic-import') atOnce.add(imported.path)
  }
  const loaded = outputFiles.filter(({ path }) => [...atOnce].some((name) => path.endsWith(name)))
  return loaded.reduce((sum, file) => sum + gzipSync(file.contents, { level: 9 }).length, 0)
}

function bundle(contents: string, how: { readonly splitting?: true }): Promise<BuildResult<{ write: false; metafile: true }>> {
  return build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('../src/', import.meta.url)), loader: 'ts' },
    bundle: true,
    outdir: 'out',
    metafile: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    ...how,
  })
}
