import { describe, expect, it } from 'vitest'
import { gzippedSize } from '../test/gzipped-size.ts'

const platforms = ['audiotool', 'audius', 'audiusLegacy', 'auphonic', 'soundcloud', 'standard']

/** What an app writes that signs people in by popup and page, keeps them in across tabs, and lets them out. */
const APP = "export { createClient, audius } from './index.ts'"

describe('the size of the client in a bundle', () => {
  it('stays below 12.5 kB compressed: popup, page, restore, refresh, tabs, revoke, fetch, profile, one platform, the protocol', async ({
    annotate,
  }) => {
    const size = await gzippedSize(APP)
    await annotate(`${size} bytes`)

    expect(size).toBeLessThan(12_500)
  })

  it.each(platforms)('grows by 600 bytes at most with %s', async (platform) => {
    const core = await gzippedSize("export { createClient } from './index.ts'")

    expect((await gzippedSize(`export { createClient, ${platform} } from './index.ts'`)) - core).toBeLessThan(600)
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
