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
export interface ControlAnswer<Body = unknown> {
  readonly status: 200 | 201
  readonly body: Body
}

/** Does something to one platform. `input` is what came, unread: JSON with POST, the query as an object of texts with GET and DELETE. @throws ControlError */
export type PlatformAct<Body = unknown> = (platform: HostedPlatform, input: unknown) => Promise<ControlAnswer<Body>>
