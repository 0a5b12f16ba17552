import type { PlatformDescription } from '@stagedoor/platforms'
import type { ClockOptions } from 'stagedoor/emulator'
import type { PlatformContents } from './create-test-platform.ts'
import { startPlatforms } from './start-platforms.ts'
import type { TestPlatform } from './test-platform.ts'

export interface PlatformOptions extends PlatformContents {
  /** Where the clock begins, and whether it stands still; it runs with this machine's by default. */
  readonly clock?: ClockOptions
}

/**
 * Starts a platform in this process, on a free port of 127.0.0.1, with its data in memory: a known one, or any you describe.
 *
 * Several may run at once. End it with `stop()`, or let `await using` do it.
 *
 * @throws StartError, ControlError with a sentence that says what would be right; nothing runs then.
 */
export async function startPlatform(platform: PlatformDescription, { clock, ...contents }: PlatformOptions = {}): Promise<TestPlatform> {
  const started = await startPlatforms([platform], { contents: { [platform.id]: contents }, ...(clock !== undefined && { clock }) })
  return started.get(platform)
}
