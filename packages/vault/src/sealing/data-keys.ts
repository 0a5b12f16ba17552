import { createSecretKey, type KeyObject } from 'node:crypto'
import { decodeBase64url, encodeBase64url } from '@stagedoor/protocol'
import { VaultError } from '../vault-error.ts'
import { tampered } from './envelope.ts'
import type { KeyManagement } from './key-management.ts'
import type { KeySource, SealingKey } from './key-source.ts'
import { KEY_BYTES } from './vault-key.ts'

const VERSION = 'sdw1'
const DAY_SECONDS = 86_400

export interface DataKeyOptions {
  readonly random: (length: number) => Uint8Array
  /** Epoch seconds. */
  readonly now: () => number
}

interface CurrentDataKey extends SealingKey {
  readonly rootKeyId: string
  readonly endsAt: number
  sealsLeft: number
}

/** Keeps data keys of a key service: one at a time to seal with, made here and wrapped there; those to open with in a bounded memory. */
export function createDataKeys(kms: KeyManagement, { random, now }: DataKeyOptions): KeySource {
  const unwrapped = createMemory(kms.cachedDataKeys ?? 1000)
  let current: CurrentDataKey | undefined
  let next: Promise<CurrentDataKey> | undefined

  const wrapNew = async (): Promise<CurrentDataKey> => {
    const dataKey = random(KEY_BYTES)
    const { keyId, wrapped } = await ask(() => kms.wrap(dataKey))
    const head = `${VERSION}.${writeKeyId(keyId)}.${encodeBase64url(wrapped)}`
    const key = createSecretKey(dataKey)
    unwrapped.set(head, Promise.resolve(key))
    const endsAt = now() + (kms.dataKeyLifetimeSeconds ?? DAY_SECONDS)
    return { head, key, rootKeyId: keyId, endsAt, sealsLeft: kms.sealsPerDataKey ?? 2 ** 24 }
  }

  const takeCurrent = async (): Promise<SealingKey> => {
    while (current === undefined || current.sealsLeft < 1 || now() >= current.endsAt) {
      next ??= wrapNew().finally(() => (next = undefined))
      current = await next
    }
    current.sealsLeft -= 1
    return current
  }

  return {
    takeCurrent,
    isCurrent: (head) => current !== undefined && parseHead(head)?.keyId === current.rootKeyId,

    find(head) {
      const known = unwrapped.get(head)
      if (known !== undefined) return known
      const parsed = parseHead(head)
      if (parsed === undefined) throw tampered()
      const key = ask(() => kms.unwrap(parsed)).then(toKey)
      unwrapped.set(head, key)
      key.catch(() => unwrapped.delete(head)) // asked again the next time
      return key
    },
  }
}

function toKey(dataKey: Uint8Array): KeyObject {
  if (dataKey.length === KEY_BYTES) return createSecretKey(dataKey)
  throw new VaultError('key_malformed', `The key service unwrapped ${dataKey.length} bytes: a data key has ${KEY_BYTES}.`)
}

async function ask<Answer>(act: () => Promise<Answer>): Promise<Answer> {
  try {
    return await act()
  } catch (cause) {
    if (cause instanceof VaultError) throw cause
    throw new VaultError('keys_unavailable', 'The key service did not wrap or unwrap a data key.', { cause })
  }
}

/** Key ids of services have colons, slashes and sometimes dots; a dot ends a part of an envelope. */
function writeKeyId(keyId: string): string {
  return encodeURIComponent(keyId).replaceAll('.', '%2E')
}

function parseHead(head: string): { readonly keyId: string; readonly wrapped: Uint8Array } | undefined {
  const [version, writtenId, writtenKey, ...rest] = head.split('.')
  if (version !== VERSION || writtenId === undefined || writtenKey === undefined || rest.length > 0) return undefined
  const keyId = readKeyId(writtenId)
  const wrapped = decodeBase64url(writtenKey)
  return keyId === undefined || wrapped === undefined ? undefined : { keyId, wrapped }
}

function readKeyId(written: string): string | undefined {
  try {
    return decodeURIComponent(written)
  } catch {
    return undefined
  }
}

interface Memory {
  get(head: string): Promise<KeyObject> | undefined
  set(head: string, key: Promise<KeyObject>): void
  delete(head: string): void
}

/** Forgets the key that was not used for longest. */
function createMemory(size: number): Memory {
  const keys = new Map<string, Promise<KeyObject>>()
  return {
    get(head) {
      const key = keys.get(head)
      if (key === undefined) return undefined
      keys.delete(head)
      keys.set(head, key)
      return key
    },
    set(head, key) {
      keys.set(head, key)
      const oldest = keys.keys().next().value
      if (keys.size > size && oldest !== undefined) keys.delete(oldest)
    },
    delete: (head) => keys.delete(head),
  }
}
