import { describe, expect, it } from 'vitest'
import { settle } from '../../../../tools/moved-clock.ts'
import { tokenOf, VaultWorld } from '../../test/vault-world.ts'

describe('a connection that takes the place of another', () => {
  it('revokes what that had', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    await world.connect(vault)
    await world.connect(vault)
    await settle()

    expect(world.platform.revoked).toEqual(['at-1'])
    expect(await tokenOf(vault)).toBe('at-2')
  })

  it('revokes nothing that it has itself: a platform may give the same token again', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    const { accessToken, refreshToken } = world.platform.grant()
    await vault.accept('ray', 'platform', { accessToken })
    await vault.accept('ray', 'platform', { accessToken, refreshToken })
    await settle()

    expect(world.platform.revoked).toEqual([])
  })
})
