import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { VaultError } from '../vault-error.ts'
import { createSealer } from './create-sealer.ts'
import type { KeyManagement } from './key-management.ts'

const place = { collection: 'connection', key: 'ada soundcloud', column: 'refreshToken' }
const ROOT_KEY = 'arn:aws:kms:eu-central-1:111122223333:key/example.com/1'

/** A key service that can be counted, moved to another root key, and switched off. It masks instead of encrypting. */
function createKeyService() {
  const service = { wraps: 0, unwraps: 0, down: false, rootKey: ROOT_KEY }
  const mask = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ 0x5a)
  const kms: KeyManagement = {
    async wrap(dataKey) {
      if (service.down) throw new Error('connect ECONNREFUSED')
      service.wraps += 1
      return { keyId: service.rootKey, wrapped: mask(dataKey) }
    },
    async unwrap({ wrapped }) {
      if (service.down) throw new Error('connect ECONNREFUSED')
      service.unwraps += 1
      return mask(wrapped)
    },
  }
  return { service, kms }
}

describe('keys of a key service', () => {
  it('asks for one data key, however many texts are sealed at once, and for none to open its own', async () => {
    const { service, kms } = createKeyService()
    const sealer = createSealer({ keys: { kms }, random: randomBytes, now: () => 0 })

    const sealed = await Promise.all(Array.from({ length: 50 }, (_, index) => sealer.seal(`token ${index}`, place)))
    const opened = await Promise.all(sealed.map((text) => sealer.open(text, place)))

    expect(opened).toEqual(Array.from({ length: 50 }, (_, index) => `token ${index}`))
    expect(service).toMatchObject({ wraps: 1, unwraps: 0 })
    expect(sealed[0]?.startsWith('sdw1.arn%3Aaws%3Akms')).toBe(true)
  })

  it('opens in another process what was sealed in this one, asking once for all who wait', async () => {
    const { service, kms } = createKeyService()
    const sealed = await createSealer({ keys: { kms }, random: randomBytes, now: () => 0 }).seal('secret', place)
    const other = createSealer({ keys: { kms }, random: randomBytes, now: () => 0 })

    expect(await Promise.all([other.open(sealed, place), other.open(sealed, place)])).toEqual(['secret', 'secret'])
    expect(service).toMatchObject({ wraps: 1, unwraps: 1 })
  })

  it('takes a new data key when the old one has sealed enough, or for long enough', async () => {
    const { service, kms } = createKeyService()
    let now = 0
    const keys = { kms: { ...kms, sealsPerDataKey: 3, dataKeyLifetimeSeconds: 60 } }
    const sealer = createSealer({ keys, random: randomBytes, now: () => now })

    for (let index = 0; index < 7; index += 1) await sealer.seal('secret', place)
    expect(service.wraps).toBe(3)
    now = 60
    await sealer.seal('secret', place)
    expect(service.wraps).toBe(4)
  })

  it('keeps a bounded number of data keys to open with', async () => {
    const { service, kms } = createKeyService()
    const keys = { kms: { ...kms, sealsPerDataKey: 1, cachedDataKeys: 2 } }
    const sealer = createSealer({ keys, random: randomBytes, now: () => 0 })
    const sealed = [await sealer.seal('1', place), await sealer.seal('2', place), await sealer.seal('3', place)]

    for (const text of [sealed[2], sealed[1], sealed[0], sealed[0]]) await sealer.open(text ?? '', place)
    expect(service.unwraps).toBe(1)
  })

  it('says keys_unavailable, to be tried again, while the service is away, and works when it is back', async () => {
    const { service, kms } = createKeyService()
    const sealed = await createSealer({ keys: { kms }, random: randomBytes, now: () => 0 }).seal('secret', place)
    const sealer = createSealer({ keys: { kms }, random: randomBytes, now: () => 0 })

    service.down = true
    await expect(sealer.seal('secret', place)).rejects.toMatchObject({ code: 'keys_unavailable', action: 'retry', retryable: true })
    await expect(sealer.open(sealed, place)).rejects.toMatchObject({ code: 'keys_unavailable', cause: new Error('connect ECONNREFUSED') })
    service.down = false
    expect(await sealer.open(sealed, place)).toBe('secret')
    expect(await sealer.open(await sealer.seal('secret', place), place)).toBe('secret')
  })

  it('passes on what the functions say in a VaultError', async () => {
    const kms: KeyManagement = {
      wrap: () => Promise.reject(new VaultError('key_unknown', 'The root key was deleted.')),
      unwrap: () => Promise.reject(new VaultError('key_unknown', 'The root key was deleted.')),
    }
    const sealer = createSealer({ keys: { kms }, random: randomBytes, now: () => 0 })
    await expect(sealer.seal('secret', place)).rejects.toMatchObject({ code: 'key_unknown' })
  })

  it('notices a wrapped key that was changed or exchanged, and refuses one of another length', async () => {
    const { kms } = createKeyService()
    const sealer = createSealer({ keys: { kms }, random: randomBytes, now: () => 0 })
    const parts = (await sealer.seal('secret', place)).split('.')
    const other = (await createSealer({ keys: { kms }, random: randomBytes, now: () => 0 }).seal('secret', place)).split('.')

    const exchanged = parts.with(2, other[2] ?? '').join('.')
    await expect(sealer.open(exchanged, place)).rejects.toMatchObject({ code: 'record_tampered' })
    await expect(sealer.open(parts.with(2, 'AAAA').join('.'), place)).rejects.toMatchObject({ code: 'key_malformed' })
    await expect(sealer.open(parts.with(1, '%').join('.'), place)).rejects.toMatchObject({ code: 'record_tampered' })
    await expect(sealer.open(parts.with(0, 'sdw2').join('.'), place)).rejects.toMatchObject({ code: 'record_tampered' })
  })

  it('tells which texts a new root key is still to seal anew', async () => {
    const { service, kms } = createKeyService()
    const keys = { kms: { ...kms, sealsPerDataKey: 1 } }
    const sealer = createSealer({ keys, random: randomBytes, now: () => 0 })
    const old = await sealer.seal('secret', place)
    expect(sealer.isCurrent(old)).toBe(true)

    service.rootKey = `${ROOT_KEY}/2`
    const fresh = await sealer.seal('secret', place)
    expect([sealer.isCurrent(old), sealer.isCurrent(fresh)]).toEqual([false, true])
  })

  it('opens with keys of before what was sealed before there was a service', async () => {
    const { kms } = createKeyService()
    const keys = [{ id: 'k1', key: new Uint8Array(32).fill(1) }]
    const old = await createSealer({ keys, random: randomBytes, now: () => 0 }).seal('secret', place)
    const sealer = createSealer({ keys: { kms, keys }, random: randomBytes, now: () => 0 })

    const fresh = await sealer.seal(await sealer.open(old, place), place)
    expect(fresh.startsWith('sdw1.')).toBe(true)
    expect([sealer.isCurrent(old), sealer.isCurrent(fresh)]).toEqual([false, true])
    expect(await sealer.open(fresh, place)).toBe('secret')
  })
})
