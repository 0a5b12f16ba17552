import { describe, expect, it } from 'vitest'
import { gzippedSize } from '../test/gzipped-size.ts'

const CORE = "export { createClient } from './index.ts'"

describe('the size of an entry, over that of the core', () => {
  it.each([
    ['withPermission', './permission/index.ts', 1400],
    ['withHandOver', './hand-over/index.ts', 1900],
    ['handOverTokens', './hand-over/index.ts', 1400],
  ])('of %s in %s is %i bytes at most', async (name, entry, limit) => {
    expect((await gzippedSize(`${CORE}; export { ${name} } from '${entry}'`)) - (await gzippedSize(CORE))).toBeLessThan(limit)
  })
})
