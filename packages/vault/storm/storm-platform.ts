/** The platform of a storm, in a process of its own: the emulator as SoundCloud, every refresh token good for one use, behind a {@link StormFront}. */
import { soundcloud } from '@stagedoor/platforms'
import { startPlatform } from '@stagedoor/testing'
import { answerAsked } from './ask-process.ts'
import type { Ledger, StormWeather } from './ledger.ts'
import { StormFront } from './storm-front.ts'

const platform = await startPlatform(soundcloud)
const { origin, pathname } = new URL(platform.url)
const tokenPath = new URL(platform.endpoints.token ?? '').pathname
const front = new StormFront({ upstream: origin, tokenPath, pauseMs: Number(process.argv[2]) })
const frontOrigin = await front.listen()
const { id: clientId, secret: clientSecret } = platform.client

export interface StormPlatform {
  readonly url: string
  readonly clientId: string
  readonly clientSecret: string | undefined
}

const acts = {
  describe: (): StormPlatform => ({ url: frontOrigin + pathname, clientId, clientSecret }),
  async signIn(grant: number): Promise<{ readonly accessToken: string; readonly refreshToken: string }> {
    const { accessToken, refreshToken = '' } = await platform.control.signIn()
    front.know(refreshToken, grant)
    return { accessToken, refreshToken }
  },
  /** Moves the clock, and begins a round. */
  begin({ seconds, weather, requests }: { readonly seconds: number; readonly weather: StormWeather; readonly requests: number }): void {
    platform.control.moveClock(seconds)
    front.begin(weather, requests)
  },
  generationsOf: (refreshTokens: readonly string[]): readonly number[] => refreshTokens.map((token) => front.generationOf(token)),
  ledger: (): Ledger => front.ledger,
}

export type StormPlatformActs = typeof acts
answerAsked(acts)
