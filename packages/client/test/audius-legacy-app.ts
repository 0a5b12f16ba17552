import { randomBytes } from 'node:crypto'
import { type LegacyProfile, type LegacySdkConfig, type LoginCallbacks, sdk } from '@stagedoor/client/audius-legacy'
import { sha256 } from '@stagedoor/protocol'
import { type Mock, vi } from 'vitest'
import { FakeClock } from './fake-clock.ts'
import { FakeOrigin, FakePage, FakePopups } from './fake-origin.ts'
import { APP } from './sign-in-world.ts'

export const PROFILE: LegacyProfile = {
  userId: 7,
  sub: 7,
  email: 'ray@example.com',
  name: 'Ray',
  handle: 'ray',
  verified: true,
  profilePicture: { '150x150': 'small', '480x480': 'middle', '1000x1000': 'large' },
  iat: '1800000000',
}

/** A page, with an app in it that was written for `@audius/sdk` 0.0.40 to 14.0, and an Audius that answers what it is told to. */
export class LegacyApp {
  readonly clock: FakeClock = new FakeClock()
  readonly origin: FakeOrigin = new FakeOrigin()
  readonly popups: FakePopups = new FakePopups()
  readonly page: FakePage
  readonly success: Mock<LoginCallbacks['successCallback']> = vi.fn()
  readonly error: Mock<(message: string, error: unknown) => void> = vi.fn()
  /** URLs that were asked. */
  readonly asked: string[] = []
  answer: (url: URL) => Response = () => Response.json({ data: PROFILE })
  readonly oauth: ReturnType<typeof sdk>['oauth']

  constructor(config: LegacySdkConfig = { appName: 'My App' }, address: string = APP, storage: FakeOrigin = new FakeOrigin()) {
    this.origin = storage
    this.page = new FakePage(address)
    const fetch: typeof globalThis.fetch = async (input) => {
      this.asked.push(String(input))
      return this.answer(new URL(String(input)))
    }
    const random = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(length))
    const { page, popups: popup, clock } = this
    const services = { page, popup, clock, random, digest: sha256, fetch, channel: this.origin.channel, storage: this.origin.storage() }
    this.oauth = sdk({ ...config, services }).oauth
    this.oauth.init(this.success, this.error)
  }

  /** Parameters of the authorization request that was sent last. */
  get request(): Readonly<Record<string, string>> {
    return Object.fromEntries(new URL(this.popups.opened.at(-1) ?? this.page.left.at(-1) ?? '').searchParams)
  }

  /** Every call of either callback. */
  get told(): readonly unknown[] {
    return [...this.success.mock.calls, ...this.error.mock.calls]
  }

  /** The window posts, as the platform's page does. */
  post(data: Readonly<Record<string, unknown>>, origin = 'https://audius.co'): void {
    this.popups.post(origin, data)
  }
}
