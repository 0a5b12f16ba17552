import { parseJson } from '../json-object.ts'
import type { StoragePort } from '../ports/storage-port.ts'
import { createTurns } from './in-turn.ts'
import type { SecureStore } from './native-packages.ts'

const INDEX = 'stagedoor.keys'

/**
 * Keeps sessions in the keychain of iOS, or encrypted by the keystore of Android.
 *
 * Make one for an app: its writes take turns. It cannot list its keys, so an entry of ours does. Calls reject with `storage_unavailable`, also
 * while the phone is locked, where `options` ask for that; nobody is signed out by it.
 *
 * @param options - Given to every call: `{ keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK }` to refresh in the background.
 */
export function secureStore<Options extends object>(store: SecureStore<Options>, options?: Options): StoragePort {
  const inTurn = createTurns()
  const read = (key: string): Promise<string | null> => store.getItemAsync(nameOf(key), options)
  const readKeys = async (): Promise<readonly string[]> => {
    const keys = parseJson((await store.getItemAsync(INDEX, options)) ?? '')
    return Array.isArray(keys) ? keys.map(String) : []
  }
  const writeKeys = (keys: readonly string[]): Promise<void> => store.setItemAsync(INDEX, JSON.stringify(keys), options)

  return {
    durable: true,
    read: (key) => inTurn(() => read(key)),
    replace: (key, expected, next) =>
      inTurn(async () => {
        if ((await read(key)) !== expected) return false
        const keys = await readKeys()
        // Listed before it is there, and gone before it is not: an app that ends in between leaves nothing that nobody finds.
        if (next !== null) {
          if (!keys.includes(key)) await writeKeys([...keys, key])
          await store.setItemAsync(nameOf(key), next, options)
        } else if (expected !== null) {
          await store.deleteItemAsync(nameOf(key), options)
          await writeKeys(keys.filter((other) => other !== key))
        }
        return true
      }),
    keys: (prefix) => inTurn(async () => (await readKeys()).filter((key) => key.startsWith(prefix))),
  }
}

/** Letters, digits, `.`, `-` and `_` are all that it takes in a name. */
function nameOf(key: string): string {
  return key.replace(/[^A-Za-z0-9.-]/g, (character) => `_${character.charCodeAt(0).toString(16)}_`)
}
