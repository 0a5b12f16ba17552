import { checkNode, runWithPinnedNode } from './install-dependencies.mjs'

checkNode()
await runWithPinnedNode('run-tests.ts', process.argv.slice(2))
