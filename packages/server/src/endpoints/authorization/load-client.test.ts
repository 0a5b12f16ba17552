import { audius } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../../test/start-server.ts'

describe('clients named in the way of the platform', () => {
  it('takes the id under the name the platform gives it, or as client_id, in any letter case where ids are hexadecimal', async () => {
    const server = await startServer({ platform: audius })
    const own = await server.openBrowser().authorize({ api_key: 'A1B2C3' })
    const standard = await server.openBrowser().authorize({ api_key: undefined, client_id: 'a1b2c3' })
    for (const seen of [own, standard]) expect(seen.location).toContain('/interaction/sign-in?transaction=')
  })
})
