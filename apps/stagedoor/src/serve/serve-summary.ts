import { styleText } from 'node:util'
import type { Config } from './read-config.ts'

/** Writes what a person sees when `stagedoor serve` is ready; on an empty database, how to begin. */
export function formatServeSummary(config: Config, { port, isEmpty }: { readonly port: number; readonly isEmpty: boolean }): string {
  const rows = [
    `${paint('bold', config.platform.name)} is open at ${paint('cyan', config.baseUrl)}`,
    '',
    row('listens on', `${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`),
    row('data', config.database),
    row('config', config.file ?? 'environment variables alone'),
    row('health', `http://${config.host}:${port}/_health/ready`),
    row('sign-up', describeSignUp(config)),
    row(
      'admin API',
      config.operatorTokens.length === 0 ? 'off (stagedoor operator-token makes a token for it)' : `${config.baseUrl}/admin/v1`,
    ),
    ...(isEmpty ? firstSteps(config) : []),
    '',
    paint('dim', 'Ctrl-C stops it. The log goes to stdout, a line of JSON for each event.'),
  ]
  return `\n${rows.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}\n\n`
}

function describeSignUp({ signUp, site }: Config): string {
  if (!site) return 'none (site is off)'
  return signUp === 'open' ? 'open to everybody' : 'closed (an operator adds accounts)'
}

function firstSteps({ file }: Config): readonly string[] {
  const config = file === null ? '' : ` --config ${file}`
  return [
    '',
    paint('bold', `There is nobody and no app yet. In another terminal${file === null ? ', with the same STAGEDOOR_ variables' : ''}:`),
    `stagedoor users create${config} ada --email ada@artists.example`,
    `stagedoor apps create${config} --name "My app" --redirect-uri https://app.example/callback --owner ada`,
  ]
}

function row(label: string, text: string): string {
  return paint('dim', label.padEnd(12)) + text
}

function paint(format: 'bold' | 'dim' | 'cyan', text: string): string {
  return styleText(format, text, { stream: process.stderr })
}
