import { describe, expect, it } from 'vitest'
import { settle } from '../../../../tools/moved-clock.ts'
import { VaultWorld } from '../../test/vault-world.ts'

describe('test()', () => {
  it('remembers nobody as the account of another consent that came meanwhile', async () => {
    await using world = new VaultWorld()
    const answer = Promise.withResolvers<void>()
    const slow: typeof fetch = async (input, init) => {
      const response = await world.platform.fetch(input, init)
      await answer.promise
      return response
    }
    const vault = world.process()
    await world.connect(vault)
    const asked = (await world.process({ fetch: slow }).connection('ray', 'platform')).test()
    await settle()
    await vault.accept('ray', 'platform', world.platform.grant('another account'))
    answer.resolve()
    await asked

    expect((await vault.connection('ray', 'platform')).account).toBeNull()
  })
})
