import { checkNode, runWithPinnedNode } from './install-dependencies.mjs'

checkNode()
await runWithPinnedNode('run-start.ts', process.argv.slice(2))
