#!/usr/bin/env node
// Plain JavaScript for whatever Node a machine has; everything behind it is TypeScript, which Node runs as it is from 22.18 on.
import * as module from 'node:module'

const [major, minor] = process.versions.node.split('.').map(Number)

if (major > 22 || (major === 22 && minor >= 18)) {
  // The environment is read before anything else is loaded, and not handed on to what this command may start.
  const isRelaunched = process.env.STAGEDOOR_RELAUNCHED !== undefined
  delete process.env.STAGEDOOR_RELAUNCHED
  // Should the old Node that started this one be killed, this one ends as well instead of keeping the port.
  if (isRelaunched && process.channel) {
    process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
    process.channel.unref()
  }
  module.enableCompileCache()
  settleYoungGeneration()
  // Kept soon, not only at a tidy end: a test harness kills what it started, and the next start should find it.
  setTimeout(() => module.flushCompileCache?.(), 1000).unref()
  const { main } = await import('../src/main.ts')
  process.exitCode = await main(process.argv.slice(2))
} else {
  const { relaunch } = await import('./relaunch.mjs')
  process.exitCode = await relaunch(process.argv.slice(2))
}

/**
 * Has V8 make its young generation 16 MiB at once, and leave it there: this is a small server.
 *
 * V8 would double it as starting happens to need it. At 32 MiB what a request leaves behind outlives it, moves to the old generation and is collected late:
 * 70 MiB more under load, and a tenth more CPU. At 1 MiB, where it begins, it is collected too often.
 */
function settleYoungGeneration() {
  const v8 = process.getBuiltinModule('node:v8')
  const bytes = () => v8.getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')?.space_size ?? Infinity
  v8.setFlagsFromString('--semi-space-growth-factor=8')
  // It grows when enough has survived: after a hundred of these.
  const survivors = []
  while (bytes() < 8_388_608 && survivors.length < 500) survivors.push(new Array(1000).fill(0))
  v8.setFlagsFromString('--semi-space-growth-factor=1')
}
