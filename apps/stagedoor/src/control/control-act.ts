import type { HostedPlatform } from '../emulator/hosted-platform.ts'
import type { MovableClock } from '../emulator/movable-clock.ts'

/** What the control API acts on. */
export interface ControlContext {
  /** Origin of the emulator. */
  readonly url: string
  readonly port: number
  readonly platforms: readonly HostedPlatform[]
  readonly clock: MovableClock
}

/** What an act answers. */
export interface ControlAnswer {
  readonly status: 200 | 201
  readonly body: unknown
}

/** Does something to one platform. `input` is what came as JSON, unread. @throws ControlError */
export type PlatformAct = (platform: HostedPlatform, input: unknown) => Promise<ControlAnswer>
