import type { PlatformDescription } from '@stagedoor/platforms'
import { type ClockOptions, startEmulator } from 'stagedoor/emulator'
import { createTestPlatform, type PlatformContents } from './create-test-platform.ts'
import type { TestPlatform } from './test-platform.ts'

export interface PlatformsOptions {
  readonly clock?: ClockOptions
  /** What there is on each from the start, by its id. */
  readonly contents?: Readonly<Record<string, PlatformContents>>
}

/** Platforms that share a port, a clock and an end. */
export interface TestPlatforms extends AsyncDisposable {
  /** @throws TypeError for a platform that was not started. */
  get(platform: Pick<PlatformDescription, 'id'>): TestPlatform
  /** In the order in which they were named. */
  readonly platforms: readonly TestPlatform[]
  /** Ends all of them, as the `stop` of any of them does. */
  stop(): Promise<void>
}

/**
 * Starts several platforms in this process, on one port of 127.0.0.1.
 *
 * @throws StartError, ControlError with a sentence that says what would be right; nothing runs then.
 */
export async function startPlatforms(
  descriptions: readonly PlatformDescription[],
  { clock, contents = {} }: PlatformsOptions = {},
): Promise<TestPlatforms> {
  const emulator = await startEmulator({ platforms: descriptions, inMemory: true, ...(clock !== undefined && { clock }) })
  try {
    const platforms = await Promise.all(
      emulator.platforms.map((hosted) => createTestPlatform(emulator, hosted, contents[hosted.description.id] ?? {})),
    )
    return {
      platforms,
      get({ id }) {
        const found = platforms.find(({ description }) => description.id === id)
        if (found !== undefined) return found
        throw new TypeError(`${id} was not started; there are ${platforms.map(({ description }) => description.id).join(', ')}.`)
      },
      stop: emulator.close,
      [Symbol.asyncDispose]: emulator.close,
    }
  } catch (error) {
    await emulator.close()
    throw error
  }
}
