import * as described from '@stagedoor/platforms'
import { type PlatformOptions, type RegisteredPlatform, registration } from './registration.ts'

/** Your app at Audiotool. */
export const audiotool = (options: PlatformOptions): RegisteredPlatform => registration({ ...options, platform: described.audiotool })

/** Your app at Audius. */
export const audius = (options: PlatformOptions): RegisteredPlatform => registration({ ...options, platform: described.audius })

/** Your app at Auphonic; with API keys of its users alone it needs no client id. */
export const auphonic = (options: PlatformOptions = {}): RegisteredPlatform => registration({ ...options, platform: described.auphonic })

/** Your app at SoundCloud. */
export const soundcloud = (options: PlatformOptions): RegisteredPlatform => registration({ ...options, platform: described.soundcloud })

/** Your app at a server that runs Stagedoor by its standard: `baseUrl` is its issuer. */
export const standard = (options: PlatformOptions & { readonly baseUrl: string }): RegisteredPlatform =>
  registration({ ...options, platform: described.standard })
