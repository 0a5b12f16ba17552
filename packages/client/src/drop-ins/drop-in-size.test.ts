import { describe, expect, it } from 'vitest'
import { gzippedSize } from '../../test/gzipped-size.ts'

const core = "import { createClient } from './index.ts'; export { createClient }"

/** The apps of these documents have no callback page. */
const messages = `${core}; export { webMessages } from './index.ts'`

/** What the documents' apps import, each on top of the core and what of the platform it cannot do without. */
const dropIns = [
  { room: 'audiotool', names: 'audiotool as dropIn', platform: 'audiotool', stands: core },
  { room: 'audiotool', names: 'audiotoolPopup as dropIn', platform: 'audiotool', stands: messages },
  { room: 'audius', names: 'sdk as dropIn', platform: 'audius', stands: messages },
  { room: 'audius-legacy', names: 'sdk as dropIn', platform: 'audiusLegacy', stands: messages },
  {
    room: 'auphonic',
    names: 'auphonic as dropIn',
    platform: 'auphonic',
    stands: `${core}; export { createServerClient } from './server.ts'`,
  },
  {
    room: 'soundcloud',
    names: 'Soundcloud as dropIn',
    platform: 'soundcloud',
    stands: `${core}; export { createServerClient } from './server.ts'`,
  },
]

describe('a drop-in in a bundle', () => {
  it.each(dropIns)(
    '$room, $names: no more than 1.5 kB compressed over the core and the parts it stands on',
    async ({ room, names, platform, stands }) => {
      const before = await gzippedSize(`${stands}; export { ${platform} as platform } from './index.ts'`)
      const after = await gzippedSize(
        `${stands}; export { ${platform} as platform } from './index.ts'; export { ${names} } from './drop-ins/${room}/index.ts'`,
      )

      expect(after - before).toBeLessThanOrEqual(1536)
    },
  )
})
