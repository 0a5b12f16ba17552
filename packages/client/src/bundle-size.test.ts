import { describe, expect, it } from 'vitest'
import { gzippedEntrySize, gzippedSize } from '../test/gzipped-size.ts'

/** The one of old brings what confirms a signed profile. */
const platforms = [
  ['audiotool', 600],
  ['audius', 600],
  ['audiusLegacy', 700],
  ['auphonic', 600],
  ['soundcloud', 600],
  ['standard', 600],
] as const

/** What an app writes that signs people in by popup and page, keeps them in across tabs, and lets them out. */
const APP = "export { createClient, audius } from './index.ts'"

describe('the size of the client in a bundle', () => {
  it.each(['audiotool', 'audius', 'auphonic', 'soundcloud', 'standard'])(
    '[row: size/%s] is 9,000 bytes compressed at most: popup, page, restore, refresh, tabs, revoke, the protocol, and the platform',
    async (platform) => {
      expect(await gzippedEntrySize(`export { createClient, ${platform} } from './index.ts'`)).toBeLessThanOrEqual(9000)
    },
  )

  it('is 11,700 bytes at most in one file with what it loads when it needs it: client.fetch, getProfile, a rate limit, an insecure origin', async ({
    annotate,
  }) => {
    const size = await gzippedSize(APP)
    await annotate(`${size} bytes`)

    expect(size).toBeLessThanOrEqual(11_700)
  })

  it.each(platforms)('grows with %s by %i bytes at most', async (platform, limit) => {
    const core = await gzippedSize("export { createClient } from './index.ts'")

    expect((await gzippedSize(`export { createClient, ${platform} } from './index.ts'`)) - core).toBeLessThan(limit)
  })

  it.each([
    ['other platforms', "export { soundcloud } from './index.ts'"],
    ['the words of errors', "export { errorWords } from './index.ts'"],
    ['credentials of a person', "export { personalToken, basic } from './index.ts'"],
    ['replies by message', "export { webMessages } from './index.ts'"],
    ['signed profiles', "export { signedProfiles } from './index.ts'"],
    ['tokens in URLs', "export { mediaUrl } from './index.ts'"],
    ['a server and its secrets', "export { createServerClient } from './server.ts'"],
  ])('has nothing of %s, for who does not import it', async (_name, more) => {
    expect(await gzippedSize(`${APP}; ${more}`)).toBeGreaterThan((await gzippedSize(APP)) + 80)
  })
})
