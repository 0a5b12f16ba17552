import { soundcloud } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { settle } from '../../../../tools/moved-clock.ts'
import { VaultWorld } from '../../test/vault-world.ts'
import { registration, type Vault, VaultStoreUnavailableError } from '../index.ts'

/** A vault that is given tokens for a code, and cannot write them. */
function forgetful(world: VaultWorld, endsOtherGrants: boolean): Vault {
  const platform = { ...soundcloud, id: 'platform', revocation: { ...soundcloud.revocation, endsOtherGrants } }
  const { tokenType } = soundcloud.tokenResponse
  const { accessToken, refreshToken } = world.platform.grant()
  return world.process({
    platforms: [registration({ platform, clientId: 'demo', clientSecret: 'hush', redirectUri: 'https://app.example/callback' })],
    store: {
      ...world.store,
      write: async (record, expected) => {
        if (record.collection === 'connection') throw new VaultStoreUnavailableError('disk full')
        return world.store.write(record, expected)
      },
    },
    fetch: async (input, init) =>
      String(init?.body).includes('authorization_code')
        ? Response.json({ access_token: accessToken, refresh_token: refreshToken, token_type: tokenType, expires_in: 3600 })
        : world.platform.fetch(input, init),
  })
}

async function finish(vault: Vault): Promise<unknown> {
  const { url, binding } = await vault.connect('ray', 'platform')
  const state = new URL(url).searchParams.get('state')
  return vault.finish(`/callback?code=c&state=${state}`, { userId: 'ray', binding }).catch((error: unknown) => error)
}

describe('a connection that cannot be written', () => {
  it('leaves no token behind that works', async () => {
    await using world = new VaultWorld()

    expect(await finish(forgetful(world, false))).toBeInstanceOf(VaultStoreUnavailableError)
    await settle()
    expect(world.platform.revoked).toEqual(['at-1'])
  })

  it('does not end the connection that is there, where the platform would revoke both', async () => {
    await using world = new VaultWorld()

    expect(await finish(forgetful(world, true))).toBeInstanceOf(VaultStoreUnavailableError)
    await settle()
    expect(world.platform.revoked).toEqual([])
  })
})
