import { createDecipheriv, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSealer } from './create-sealer.ts'
import type { SealedPlace } from './sealer.ts'
import type { VaultKeys } from './vault-key.ts'

const place: SealedPlace = { collection: 'connection', key: 'ada soundcloud', column: 'refreshToken' }
const key = (id: string, fill: number) => ({ id, key: new Uint8Array(32).fill(fill) })
const createSealerWith = (keys: VaultKeys | undefined, random: (length: number) => Uint8Array = randomBytes) =>
  createSealer({ keys, random, now: () => 0 })

describe('createSealer', () => {
  it('[NIST SP 800-38D] seals as AES-256-GCM with place and key authenticated, so that any program with the key can open it', async () => {
    const sealer = createSealerWith([key('k1', 7)], (length) => new Uint8Array(length).fill(9))

    const sealed = await sealer.seal('a refresh token', place)

    expect(sealed).toBe('sdv1.k1.CQkJCQkJCQkJCQkJ.RqX28diCpBLIQr9XjY_NgI4eDXjw6tPNbnb3DIQCyg')
    const bytes = Buffer.from(sealed.split('.')[3] ?? '', 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', Buffer.alloc(32, 7), Buffer.alloc(12, 9))
    decipher.setAAD(Buffer.from('["sdv1.k1","connection","ada soundcloud","refreshToken"]')).setAuthTag(bytes.subarray(-16))
    expect(decipher.update(bytes.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8')).toBe('a refresh token')
  })

  it('opens what it sealed, whatever it says and wherever it stands', async () => {
    const sealer = createSealerWith([key('k1', 1)])
    const text = fc.string({ unit: 'binary', maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(text, fc.record({ collection: text, key: text, column: text }), async (secret, where) => {
        expect(await sealer.open(await sealer.seal(secret, where), where)).toBe(secret)
      }),
      { numRuns: 50 },
    )
  })

  it('seals the same text differently each time, and shows nothing of it', async () => {
    const sealer = createSealerWith([key('k1', 1)])
    const sealed = await Promise.all(Array.from({ length: 50 }, () => sealer.seal('a refresh token', place)))

    expect(new Set(sealed).size).toBe(50)
    for (const text of sealed) expect(Buffer.from(text.split('.')[3] ?? '', 'base64url').toString('latin1')).not.toContain('refresh')
  })

  it.each([
    ['user', { ...place, key: 'eve soundcloud' }],
    ['platform', { ...place, key: 'ada audius' }],
    ['column', { ...place, column: 'accessToken' }],
    ['collection', { ...place, collection: 'session' }],
    ['split of the same letters', { ...place, collection: 'connectionada', key: ' soundcloud' }],
  ])('does not open what was copied to another %s', async (_name, elsewhere) => {
    const sealer = createSealerWith([key('k1', 1)])
    const sealed = await sealer.seal('a refresh token', place)
    await expect(sealer.open(sealed, elsewhere)).rejects.toMatchObject({ code: 'record_tampered', retryable: false })
  })

  it('notices each changed, lost and added character', async () => {
    const sealer = createSealerWith([key('k1', 1)])
    const sealed = await sealer.seal('secret', place)
    const keyId = { from: 'sdv1.'.length, to: 'sdv1.k1'.length }
    for (let index = 0; index < sealed.length; index += 1) {
      const other = [...'AZaz09-_.'].filter((character) => character !== sealed[index])
      const changed = other.map((character) => sealed.slice(0, index) + character + sealed.slice(index + 1))
      for (const text of [...changed, sealed.slice(0, index), sealed.slice(0, index) + sealed.slice(index + 1)]) {
        const outcome = await sealer.open(text, place).then(
          () => 'opened',
          (error) => error.code,
        )
        const isOtherKey = index >= keyId.from && index < keyId.to && /^sdv1\.[\w-]+\.[^.]{16}\.[^.]{30}$/.test(text)
        expect(outcome, `at ${index}: ${text}`).toBe(isOtherKey ? 'key_unknown' : 'record_tampered')
      }
    }
    await expect(sealer.open(`${sealed}A`, place)).rejects.toMatchObject({ code: 'record_tampered' })
    await expect(sealer.open('', place)).rejects.toMatchObject({ code: 'record_tampered' })
  })

  it('does not open under another key of the same id', async () => {
    const sealed = await createSealerWith([key('k1', 1)]).seal('secret', place)
    await expect(createSealerWith([key('k1', 2)]).open(sealed, place)).rejects.toMatchObject({ code: 'record_tampered' })
  })

  it('seals with the first key, opens with all, and knows what is to be sealed anew', async () => {
    const before = createSealerWith([key('k1', 1)])
    const after = createSealerWith([key('k2', 2), key('k1', 1)])
    const old = await before.seal('secret', place)
    const fresh = await after.seal('secret', place)

    expect(await after.open(old, place)).toBe('secret')
    expect([after.isCurrent(old), after.isCurrent(fresh)]).toEqual([false, true])
    await expect(before.open(fresh, place)).rejects.toMatchObject({ code: 'key_unknown', action: 'fix-config' })
    await expect(before.open(fresh, place)).rejects.toThrow('"k2"')
  })

  it.each([[undefined], [''], [' , '], [[]]])('refuses to start without a key (%j), and says how to make one', (keys) => {
    expect(() => createSealerWith(keys)).toThrow(expect.objectContaining({ code: 'keys_missing', action: 'fix-config' }))
    expect(() => createSealerWith(keys)).toThrow(/STAGEDOOR_VAULT_KEYS=\$\(node -p ".*randomBytes\(32\).*"\)/)
  })
})
