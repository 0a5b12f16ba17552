import type { Browser } from 'playwright-core'

/** Some of a browser's processes, which can be made to stand still, as they do on a machine that is busy or has just woken up. */
export interface StoppableProcesses {
  stop(): void
  goOn(): void
}

/** Finds processes of a browser by what Chromium calls their type: `browser`, `renderer`, `storage.mojom.StorageService`, … */
export async function findProcesses(browser: Browser, isMeant: (type: string) => boolean): Promise<StoppableProcesses> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const ids = processInfo.filter(({ type }) => isMeant(type)).map(({ id }) => id)
  if (ids.length === 0) throw new Error('There is no such process.')
  const signal = (name: NodeJS.Signals): void => {
    for (const id of ids) process.kill(id, name)
  }
  return { stop: () => signal('SIGSTOP'), goOn: () => signal('SIGCONT') }
}
