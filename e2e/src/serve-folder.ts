import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** The command as it is installed. */
export const launcher: string = fileURLToPath(new URL('../../apps/stagedoor/bin/stagedoor.mjs', import.meta.url))

/** Runs `stagedoor serve` in a folder with a configuration, and waits until it listens; what it says of a failure stands on stderr. */
export async function serveFolder(folder: string): Promise<{ stop(): Promise<void> }> {
  const child = spawn(process.execPath, [launcher, 'serve'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  await Promise.race([once(child.stdout, 'data'), ended])
  if (child.exitCode !== null) throw new Error('stagedoor serve did not start.')
  return {
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
