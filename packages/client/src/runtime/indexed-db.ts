/** Opens a database with one store, and makes it the first time. Rejects where the browser has none for this page, which it may say by throwing. */
export async function openDatabase(name: string, store: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(store)
  const database = await settled(request)
  // Another page deletes or upgrades it: in nobody's way.
  database.onversionchange = () => database.close()
  return database
}

/** Waits for a request. Its transaction is still open for what follows at once. */
export function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** Waits until a transaction is on disk: a full disk shows only here. */
export function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })
}
