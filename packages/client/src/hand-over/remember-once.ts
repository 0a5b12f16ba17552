import type { ClientContext } from '../client-context.ts'

/** How long a message counts as known: longer than any page waits before it tries again. */
const REMEMBERED_SECONDS = 7 * 86_400

/** By storage key: what is being done now. */
const running: Map<string, Promise<void>> = /* @__PURE__ */ new Map()

/** Does what a message asks for, unless it was done before; of two that come at once, one does it. A failure is not remembered. */
export function rememberOnce(
  { storage, namespace, clock }: Pick<ClientContext, 'storage' | 'namespace' | 'clock'>,
  id: string,
  act: () => Promise<void>,
): Promise<void> {
  const prefix = `${namespace}/handed-over/`
  const key = prefix + id

  async function actOnce(): Promise<void> {
    if ((await storage.read(key)) !== null) return
    await act()
    await storage.replace(key, null, String(Math.floor(clock.now())))
    for (const other of await storage.keys(prefix)) {
      const text = await storage.read(other)
      if (Number(text) < clock.now() - REMEMBERED_SECONDS) await storage.replace(other, text, null)
    }
  }

  const mine = running.get(key) ?? actOnce().finally(() => running.delete(key))
  running.set(key, mine)
  return mine
}
