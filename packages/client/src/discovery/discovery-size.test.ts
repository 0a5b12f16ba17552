import { expect, it } from 'vitest'
import { gzippedSize } from '../../test/gzipped-size.ts'

const CORE = "export { createClient } from './index.ts'"

it('adds 2.2 kB at most to a bundle that discovers', async () => {
  const core = await gzippedSize(CORE)

  expect((await gzippedSize(`${CORE}; export { discover, endSessionUrl } from './discovery.ts'`)) - core).toBeLessThan(2200)
})
