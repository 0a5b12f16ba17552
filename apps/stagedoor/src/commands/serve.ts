import { defaultConfigFile, readConfig } from '../serve/read-config.ts'
import type { Command, OptionValues } from './command.ts'
import { waitForStopSignal } from './wait-for-stop-signal.ts'

const LONGEST_STOP_MS = 10_000

/** `--config`, of every command that works on a served platform. */
export const configOption = {
  value: '<file>',
  description: `The configuration; STAGEDOOR_* variables win over it. Default: ${defaultConfigFile} in this folder, when it is there.`,
}

/** `stagedoor serve`: one platform for real people, until it is asked to stop. */
export const serve: Command = {
  name: 'serve',
  summary: 'Opens a platform for real people: one process, one SQLite file, no demo accounts, no control API.',
  options: {
    config: configOption,
    check: { description: 'Reads the configuration, says whether it can be used, and starts nothing.' },
  },

  notes: [
    'The least that a configuration says: {"baseUrl": "https://login.mixwave.example"}, or STAGEDOOR_BASE_URL.',
    'Other settings: platform, database, host, port, trustedProxies, site, signUp, sessionDays, smtp, operatorTokens.',
    'Each but the last has a variable, as STAGEDOOR_PORT or STAGEDOOR_SMTP_HOST; with _FILE at its end it names a file that holds the value.',
  ],

  async run(options: OptionValues) {
    const config = await readConfig({ file: options.find('config'), environment: process.env })
    if (options.has('check')) {
      process.stdout.write(`The configuration can be used: ${config.platform.name} at ${config.baseUrl}, data in ${config.database}.\n`)
      return 0
    }
    const [{ startServer }, { createEventLines, formatLifeLine }, { formatServeSummary }] = await Promise.all([
      import('../serve/start-server.ts'),
      import('../serve/event-lines.ts'),
      import('../serve/serve-summary.ts'),
    ])
    const stopped = waitForStopSignal()
    const write = (line: string): void => void process.stdout.write(line)
    const running = await startServer(config, { clock: Date.now, log: createEventLines(write) })
    const isEmpty = (await running.store.clients.list()).length === 0
    write(
      formatLifeLine('started', Date.now(), {
        baseUrl: config.baseUrl,
        host: config.host,
        port: running.port,
        platform: config.platform.id,
      }),
    )
    if (process.stderr.isTTY) process.stderr.write(formatServeSummary(config, { port: running.port, isEmpty }))
    await stopped
    write(formatLifeLine('stopping', Date.now()))
    setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref()
    await running.close()
    write(formatLifeLine('stopped', Date.now()))
    return 0
  },
}
