import { defineConfig, type ViteUserConfig } from 'vitest/config'

/** What lives in one process and leaves nothing behind it: these files share their workers, which saves loading the modules anew for each. */
const UNITS = 'packages/*/src/**/!(*-in-browser).test.ts'
const NOT_OURS = ['**/node_modules/**', '**/dist/**']

const config: ViteUserConfig = defineConfig({
  test: {
    pool: 'forks',
    // Many files wait for a browser or a server, so that three keep two processors busy.
    maxWorkers: 3,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // A browser on a busy machine takes its time; whatever is true in the end is waited for.
    expect: { poll: { timeout: 10_000 } },
    teardownTimeout: 5_000,
    passWithNoTests: true,
    restoreMocks: true,
    unstubGlobals: true,
    reporters: ['default', './tools/test-count-reporter.ts'],
    // Vitest runs projects in the order of their names: the long files begin, the short ones fill up the end.
    projects: [
      {
        extends: true,
        test: {
          name: 'running',
          include: ['{packages,apps,conformance,e2e,examples,tools,bench}/**/*.test.ts'],
          exclude: [...NOT_OURS, UNITS],
        },
      },
      { extends: true, test: { name: 'units', include: [UNITS], exclude: NOT_OURS, isolate: false } },
    ],
  },
})

export default config
