import { styleText } from 'node:util'
import { demoAccounts, demoPassword } from './demo-accounts.ts'
import type { Emulator } from './start-emulator.ts'

/** What a person at the terminal reads when the emulator is ready. `styleText` leaves colours out where they would not show. */
export function formatSummary({ url, hosts }: Emulator, data: string): string {
  const bold = (text: string): string => styleText('bold', text)
  const dim = (text: string): string => styleText('dim', text)
  const platforms = hosts.map(({ description, server }) => `  ${description.name.padEnd(12)}${bold(server.issuer)}`)
  const names = demoAccounts.map(({ username }) => bold(username)).join(', ')
  return [
    '',
    `  ${bold('Stagedoor')} ${dim('the platforms, on this machine')}`,
    '',
    ...platforms,
    '',
    `  Sign in as  ${names}, password ${bold(demoPassword)}`,
    `  Look around ${url}/`,
    `  Control     ${url}/_control`,
    `  Data        ${data}`,
    '',
    dim('  Ctrl-C ends it.'),
    '',
  ].join('\n')
}
