import { describe, expect, it } from 'vitest'
import { gzippedSize } from '../../test/gzipped-size.ts'

describe('the button in a bundle', () => {
  it('[row: button/weight] is 2,500 bytes compressed at most, all languages and looks included', async () => {
    expect(await gzippedSize("export { defineStagedoorButton } from './button/index.ts'")).toBeLessThanOrEqual(2500)
  })
})
