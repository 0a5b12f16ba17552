/**
 * Writes `packages/client/src/callback-page/callback.html`, the callback page that an app copies: one file, nothing to bundle.
 *
 * Run it with `npm run callback-page` after changing what is in it.
 */
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const folder = join(import.meta.dirname, '..', 'packages', 'client', 'src', 'callback-page')
export const callbackPagePath: string = join(folder, 'callback.html')

const STYLE = 'body{font:1rem/1.5 system-ui,sans-serif;margin:20vh auto;max-width:24rem;padding:0 1rem;text-align:center}'

/** Renders the page; its Content-Security-Policy lets nothing run or load but what is in it. */
export async function renderCallbackPage(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: "import { start } from './start.ts'; start()", resolveDir: folder, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  })
  const script = (outputFiles[0]?.text ?? '').trim()
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="referrer" content="no-referrer" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '${digest(script)}'; style-src '${digest(STYLE)}'; base-uri 'none'; form-action 'none'" />
    <!-- Where your app is: a page that calls handleCallback(). -->
    <meta name="stagedoor-home" content="/" />
    <title>Signing in …</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <p id="status" role="status">Signing you in …</p>
    <noscript>Signing in needs JavaScript.</noscript>
    <script>${script}</script>
  </body>
</html>
`
}

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

if (import.meta.main) writeFileSync(callbackPagePath, await renderCallbackPage())
