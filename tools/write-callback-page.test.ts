import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { callbackPagePath, renderCallbackPage } from './write-callback-page.ts'

describe('the callback page that we ship', () => {
  it('is what its sources say: run `npm run callback-page` after changing them', async () => {
    expect(readFileSync(callbackPagePath, 'utf8')).toBe(await renderCallbackPage())
  })
})
