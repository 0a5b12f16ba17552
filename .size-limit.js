/**
 * What `npm run size` prints and `npm test` holds: minified and gzipped, in kB of 1000 bytes.
 *
 * Counted is what a page loads before it does anything. What few pages need is in files of its own, which load when they are needed.
 */

const atOnce = {
  name: 'what is loaded at once',
  setup: (build) => {
    build.onResolve({ filter: /^\./ }, ({ kind, path }) => (kind === 'dynamic-import' ? { path, external: true } : undefined))
  },
}

const measured = {
  gzip: true,
  modifyEsbuildConfig: (config) => ({ ...config, format: 'esm', target: 'es2022', plugins: [atOnce] }),
}

const clients = ['audiotool', 'audius', 'auphonic', 'soundcloud', 'standard'].map((platform) => ({
  ...measured,
  name: `client: popup, redirect, restore, refresh, tabs, revoke, and ${platform}`,
  path: 'packages/client/src/index.ts',
  import: `{ createClient, ${platform} }`,
  limit: '9 kB',
}))

export default [
  ...clients,
  {
    ...measured,
    name: 'button: five languages, all looks',
    path: 'packages/client/src/button/index.ts',
    import: '{ defineStagedoorButton }',
    limit: '2.5 kB',
  },
]
