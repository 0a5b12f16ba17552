import { createInterface } from 'node:readline/promises'
import type { TerminalPort } from '../terminal-port.ts'
import { hasBrowser, openBrowser } from './open-browser.ts'

/** The terminal of this process. Speaks on the error output: the other one belongs to the program. */
export const nodeTerminal: TerminalPort = {
  get hasBrowser() {
    return hasBrowser()
  },
  get isInteractive() {
    return process.stdin.isTTY === true
  },
  say: (text) => void process.stderr.write(`${text}\n`),
  async ask(question, signal) {
    const lines = createInterface({ input: process.stdin, output: process.stderr })
    const ended = new Promise<never>((_, reject) => lines.once('close', () => reject(new Error('The input has ended.'))))
    try {
      return await Promise.race([lines.question(question, signal === undefined ? {} : { signal }), ended])
    } finally {
      ended.catch(() => undefined)
      lines.close()
    }
  },
  openBrowser,
}
