import type { ClientContext } from '../client-context.ts'

/** How long a message counts as known: longer than any page waits before it tries again. */
const REMEMBERED_SECONDS = 7 * 86_400

/** Does what a message asks for, unless it was done before; side by side, one waits for the other. A failure is not remembered. */
export async function rememberOnce(
  { storage, namespace, clock, lock }: Pick<ClientContext, 'storage' | 'namespace' | 'clock' | 'lock'>,
  id: string,
  act: () => Promise<void>,
): Promise<void> {
  const prefix = `${namespace}/handed-over/`
  await lock.withLock(prefix + id, async () => {
    if ((await storage.read(prefix + id)) !== null) return
    await act()
    await storage.replace(prefix + id, null, String(Math.floor(clock.now())))
    for (const key of await storage.keys(prefix)) {
      const text = await storage.read(key)
      if (Number(text) < clock.now() - REMEMBERED_SECONDS) await storage.replace(key, text, null)
    }
  })
}
