import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RunningStagedoor } from '@stagedoor/conformance'
import { build, preview } from 'vite'

/** Where the sources of the demo are. */
export const demoRoot: string = fileURLToPath(new URL('../../apps/demo', import.meta.url))

/** The demo on a free port of this machine, in bundles, against an emulator it is registered with. */
export interface ServedDemo extends AsyncDisposable {
  readonly origin: string
}

const CLIENTS = {
  VITE_AUDIUS_CLIENT_ID: { platform: 'audius', scope: 'read write' },
  VITE_STANDARD_CLIENT_ID: { platform: 'standard', scope: 'openid profile tracks:read' },
  VITE_AUDIOTOOL_CLIENT_ID: { platform: 'audiotool', scope: 'project:write' },
  VITE_AUDIUS_LEGACY_CLIENT_ID: { platform: 'audius-legacy', scope: undefined },
} as const

/** Serves the demo. Bundles load in a fraction of what Vite's development server costs with every page. */
export async function serveDemo(stagedoor: RunningStagedoor): Promise<ServedDemo> {
  const outDir = mkdtempSync(join(tmpdir(), 'stagedoor-demo-'))
  const server = await preview({
    root: demoRoot,
    logLevel: 'error',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, strictPort: false },
  })
  const origin = (server.resolvedUrls?.local[0] ?? '').replace(/\/$/, '')
  const redirect = { client_name: 'Stagedoor demo', redirect_uris: [`${origin}/callback.html`], token_endpoint_auth_method: 'none' }
  const define: Record<string, string> = { 'import.meta.env.VITE_EMULATOR_URL': JSON.stringify(stagedoor.url) }
  for (const [name, { platform, scope }] of Object.entries(CLIENTS)) {
    define[`import.meta.env.${name}`] = JSON.stringify((await stagedoor.register(platform, { ...redirect, scope })).clientId)
  }
  await build({ root: demoRoot, logLevel: 'error', build: { outDir, minify: false }, define })
  return {
    origin,
    async [Symbol.asyncDispose]() {
      await server.close()
      rmSync(outDir, { recursive: true })
    },
  }
}
