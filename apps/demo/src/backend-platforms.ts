import { auphonic, type PlatformDescription, soundcloud } from '@stagedoor/platforms'
import { emulator } from './emulator.ts'

/** A platform that a page cannot sign in to by itself, and why. */
export interface BackendPlatform {
  readonly description: PlatformDescription
  readonly why: string
  /** What a terminal can try against the emulator. */
  readonly example: string
}

export const backendPlatforms: readonly BackendPlatform[] = [
  {
    description: soundcloud,
    why: 'SoundCloud wants a client secret with every token request. Whoever opens this page could read it, so the sign-in ends in your backend.',
    example: [
      `curl ${emulator}/soundcloud/oauth/token \\`,
      '  -u stagedoor-demo-backend:demo-secret-known-to-everybody \\',
      '  -d grant_type=client_credentials',
    ].join('\n'),
  },
  {
    description: auphonic,
    why: 'Auphonic wants a client secret, and its tokens do everything for ten years. They belong in your backend; a script of your own takes an API key.',
    example: [
      `curl ${emulator}/auphonic/api/productions.json \\`,
      "  -H 'Authorization: bearer demo-token-of-mira-known-to-everybody000000'",
    ].join('\n'),
  },
]
