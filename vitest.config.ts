import { defineConfig, type ViteUserConfig } from 'vitest/config'

const config: ViteUserConfig = defineConfig({
  test: {
    include: ['{packages,apps,conformance,e2e,examples,tools,bench}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // A browser on a busy machine takes its time; whatever is true in the end is waited for.
    expect: { poll: { timeout: 10_000 } },
    teardownTimeout: 5_000,
    passWithNoTests: true,
    restoreMocks: true,
    unstubGlobals: true,
    reporters: ['default', './tools/test-count-reporter.ts'],
  },
})

export default config
