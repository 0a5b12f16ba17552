import { describe, expect, it } from 'vitest'
import { gzippedSize } from '../../test/gzipped-size.ts'

const core = "export { createClient } from './index.ts'; export { useState } from 'react'"
const button = "export { defineStagedoorButton } from './button/index.ts'"

describe('the React room in a bundle', () => {
  it('[row: react/weight] adds 1,000 bytes compressed at most to the client, with the component to client and button', async () => {
    const hooks = await gzippedSize(
      `${core}; export { StagedoorProvider, useSession, useSignInCallback, useStagedoor } from './react/index.ts'`,
    )
    const all = await gzippedSize(
      `${core}; ${button}; export { StagedoorButton, StagedoorProvider, useSession, useSignInCallback, useStagedoor } from './react/index.ts'`,
    )

    expect(hooks - (await gzippedSize(core))).toBeLessThanOrEqual(1000)
    expect(all - (await gzippedSize(`${core}; ${button}`))).toBeLessThanOrEqual(1000)
  })
})
