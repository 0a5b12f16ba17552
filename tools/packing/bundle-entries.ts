import { build } from 'esbuild'

/**
 * Bundles entries as an app's own build does, each alone; returns what the bundler says of ours.
 *
 * @param entries - As an app imports them: `@stagedoor/client/server`.
 * @param folder - Where they are linked, not installed: of what is in a node_modules esbuild keeps its warnings to itself.
 */
export async function bundleEntries(entries: readonly string[], folder: string): Promise<string[]> {
  const said = await Promise.all(
    entries.map(async (entry) => {
      const { errors, warnings } = await build({
        stdin: { contents: `export * from '${entry}'`, resolveDir: folder },
        bundle: true,
        // What is no part of a browser is what the app itself has: React, a phone's storage, Node.
        external: ['node:*', 'react', 'react/*', 'react-dom', 'react-dom/*', 'react-native', 'expo-*'],
        format: 'esm',
        target: 'es2022',
        write: false,
        logLevel: 'silent',
      }).catch((failure: { errors: { text: string }[]; warnings: { text: string }[] }) => failure)
      return [...errors, ...warnings].map(({ text }) => `bundle: ${entry}: ${text}`)
    }),
  )
  return said.flat()
}
