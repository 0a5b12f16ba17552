import { join } from 'node:path'
import { standard } from '@stagedoor/platforms'
import type { Clock, ServerEvent } from '@stagedoor/server/ports'
import { onTestFinished } from 'vitest'
import type { Config } from '../src/serve/read-config.ts'
import { type RunningServer, startServer } from '../src/serve/start-server.ts'
import { makeFolder } from './run-command.ts'

/** A served platform as its operator has it, and what it logs. */
export interface TestServer extends RunningServer {
  readonly url: string
  readonly events: readonly ServerEvent[]
}

/** Serves a platform from a new file until the test has finished; it believes to be at `https://login.mixwave.example`. */
export async function startTestServer(changes: Partial<Config> = {}, clock: Clock = Date.now): Promise<TestServer> {
  const events: ServerEvent[] = []
  const config: Config = {
    file: null,
    baseUrl: 'https://login.mixwave.example',
    platform: standard,
    database: join(makeFolder(), 'stagedoor.sqlite'),
    host: '127.0.0.1',
    port: 0,
    trustedProxies: 0,
    site: true,
    signUp: 'closed',
    sessionLifetimeSeconds: 60,
    smtp: null,
    accounts: null,
    scannerKeys: [],
    operatorTokens: [],
    ...changes,
  }
  const running = await startServer(config, { clock, log: (event) => events.push(event) })
  onTestFinished(() => running.close())
  return { ...running, url: `http://127.0.0.1:${running.port}`, events }
}
