import type { StoragePort } from '../ports/storage-port.ts'
import { createTurns } from './in-turn.ts'
import type { AsyncStorage } from './native-packages.ts'

/**
 * Keeps sessions in AsyncStorage: not encrypted, in the app's own files. For refresh tokens prefer {@link secureStore}.
 *
 * Make one for an app: its writes take turns. Calls reject with `storage_unavailable`.
 */
export function asyncStorage(store: AsyncStorage): StoragePort {
  const inTurn = createTurns()
  return {
    durable: true,
    read: (key) => inTurn(() => store.getItem(key)),
    replace: (key, expected, next) =>
      inTurn(async () => {
        if ((await store.getItem(key)) !== expected) return false
        if (next === null) await store.removeItem(key)
        else await store.setItem(key, next)
        return true
      }),
    keys: (prefix) => inTurn(async () => (await store.getAllKeys()).filter((key) => key.startsWith(prefix))),
  }
}
