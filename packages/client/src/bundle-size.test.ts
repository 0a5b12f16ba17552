import { describe, expect, it } from 'vitest'
import { gzippedSize } from '../test/gzipped-size.ts'

const platforms = ['audiotool', 'audius', 'audiusLegacy', 'auphonic', 'soundcloud', 'standard']

describe('the size of the client in a bundle', () => {
  it('stays below 12.1 kB compressed, protocol included', async () => {
    expect(await gzippedSize("export { createClient } from './index.ts'")).toBeLessThan(12_100)
  })

  it.each(platforms)('grows by 600 bytes at most with %s', async (platform) => {
    const core = await gzippedSize("export { createClient } from './index.ts'")

    expect((await gzippedSize(`export { createClient, ${platform} } from './index.ts'`)) - core).toBeLessThan(600)
  })

  it('has nothing of what is not used: other platforms, credentials, a server', async () => {
    const core = await gzippedSize("export { createClient } from './index.ts'")

    expect(await gzippedSize("export { createClient, personalToken, basic, mediaUrl } from './index.ts'")).toBeGreaterThan(core + 200)
    expect(
      await gzippedSize("export { createClient } from './index.ts'; export { createServerClient } from './server.ts'"),
    ).toBeGreaterThan(core + 300)
  })
})
