import { expect, it } from 'vitest'
import { loadLater } from './load-later.ts'

it('says offline of a file that does not come, so that an app tries again', async () => {
  const cause = new TypeError('Failed to fetch dynamically imported module')

  await expect(loadLater(Promise.reject(cause))).rejects.toMatchObject({ code: 'offline', retryable: true, cause })
})
