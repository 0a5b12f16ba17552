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
  setTimeout(keepHeapSmall, 100).unref()
  // Kept soon, not only at a tidy end: a test harness kills what it started, and the next start should find it.
  setTimeout(() => module.flushCompileCache?.(), 1000).unref()
  const { main } = await import('../src/main.ts')
  process.exitCode = await main(process.argv.slice(2))
} else {
  const { relaunch } = await import('./relaunch.mjs')
  process.exitCode = await relaunch(process.argv.slice(2))
}

/**
 * Stops the young generation from growing beyond what starting took: requests leave short-lived garbage, which costs no more to collect
 * in a small one.
 * A server under load takes 40 MiB less.
 */
function keepHeapSmall() {
  process.getBuiltinModule('node:v8').setFlagsFromString('--semi-space-growth-factor=1')
  setTimeout(() => {
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc')
    process.getBuiltinModule('node:vm').runInNewContext('gc')()
  }, 500).unref()
}
