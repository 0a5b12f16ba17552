import { existsSync, readFileSync } from 'node:fs'
import { dirname, isAbsolute, resolve } from 'node:path'
import type { PlatformDescription } from '@stagedoor/platforms'
import { type BaseIssue, safeParse } from 'valibot'
import { digestOperatorToken, isOperatorToken, type OperatorToken } from '../admin/operator-token.ts'
import { suggest } from '../commands/suggest.ts'
import { UsageError } from '../commands/usage-error.ts'
import { type AccountsConfig, completeAccounts } from './complete-accounts.ts'
import { ConfigError } from './config-error.ts'
import { type ConfigFile, configSchema, listSettings } from './config-schema.ts'
import { type EnvironmentSettings, readEnvironmentSettings, readVariable } from './environment-settings.ts'
import { findPlatform } from './find-platform.ts'

/** Where a configuration comes from. */
export interface ConfigSources {
  /** As typed after `--config`; absent for {@link defaultConfigFile}, when there is one. */
  readonly file?: string | undefined
  readonly environment: Readonly<Record<string, string | undefined>>
  /** `administer` leaves out how mail is sent: the shell of an operator has not what the server was handed for it. Default `serve`. */
  readonly purpose?: 'serve' | 'administer'
}

/** The configuration with all its defaults. */
export interface Config {
  /** The file it was read from; `null` when the environment says all. */
  readonly file: string | null
  readonly baseUrl: string
  readonly platform: PlatformDescription
  readonly database: string
  readonly host: string
  readonly port: number
  readonly trustedProxies: number
  readonly site: boolean
  readonly signUp: 'open' | 'closed'
  readonly sessionLifetimeSeconds: number
  readonly smtp: SmtpConfig | null
  readonly scannerKeys: readonly { readonly id: string; readonly pem: string }[]
  readonly operatorTokens: readonly OperatorToken[]
  /** `null` when they are here. */
  readonly accounts: AccountsConfig | null
}

/** The way to a mail server. */
export interface SmtpConfig {
  readonly host: string
  readonly port: number
  readonly security: 'tls' | 'starttls' | 'none'
  readonly credentials: { readonly username: string; readonly password: string } | null
  readonly from: string
}

export const defaultConfigFile = 'stagedoor.config.json'

/**
 * Reads the configuration: the file, with what the environment has over it.
 *
 * @throws ConfigError with everything that is wrong. @throws UsageError for a file that was named and is not there.
 */
export async function readConfig({ file: named, environment, purpose = 'serve' }: ConfigSources): Promise<Config> {
  const file = findFile(named ?? environment['STAGEDOOR_CONFIG'])
  const settings = readEnvironmentSettings(environment)
  const problems = [...settings.problems]
  const written = file === null ? {} : readFile(file, problems)
  // A file that cannot be read has no settings that could be missing or wrong.
  if (written === undefined) throw new ConfigError(problems)
  const merged = merge(written, settings)
  if (purpose === 'administer') {
    delete merged['smtp']
    delete merged['accounts']
    delete merged['signUp']
  }
  const folder = file === null ? process.cwd() : dirname(file)
  const platform = await findPlatform(typeof merged['platform'] === 'string' ? merged['platform'] : 'standard', folder, problems)
  if (merged['signUp'] === 'open' && merged['smtp'] === undefined)
    problems.push('signUp is "open", which needs smtp: an account begins with a mail that proves its address. Set smtp.host and smtp.from.')
  const result = safeParse(configSchema, merged)
  if (!result.success) throw new ConfigError([...problems, ...result.issues.map((issue) => describe(issue, settings, file))])
  const operatorTokens = readOperatorTokens(result.output, environment, problems)
  const smtp = completeSmtp(result.output, problems)
  const accounts = completeAccounts(result.output, problems)
  if (problems.length > 0 || platform === undefined) throw new ConfigError(problems)
  return { ...complete(result.output, folder), file, platform, smtp, operatorTokens, accounts }
}

function findFile(named: string | undefined): string | null {
  const file = resolve(named ?? defaultConfigFile)
  if (existsSync(file)) return file
  if (named !== undefined) throw new UsageError(`There is no configuration file ${named}.`)
  return null
}

function readFile(file: string, problems: string[]): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
    problems.push(`${file} must hold one JSON object.`)
  } catch (error) {
    // Of a JSON error only the place: its words may quote what stands there.
    const reason = error instanceof SyntaxError ? `is not JSON${placeOf(error)}` : 'cannot be read by this account'
    problems.push(`${file} ${reason}.`)
  }
  return undefined
}

function placeOf({ message }: SyntaxError): string {
  const place = /\(line \d+ column \d+\)/.exec(message)
  return place === null ? '' : ` ${place[0]}`
}

/** The environment wins. */
function merge(written: Readonly<Record<string, unknown>>, { values }: EnvironmentSettings): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...written }
  for (const { path, value } of values.values()) {
    const [first = '', second] = path
    if (second === undefined) merged[first] = value
    else merged[first] = { ...asObject(merged[first]), [second]: value }
  }
  return merged
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

function describe(issue: BaseIssue<unknown>, settings: EnvironmentSettings, file: string | null): string {
  const keys = (issue.path ?? []).map(({ key }) => String(key))
  const place = keys.join('.').slice(0, 100)
  const variable = settings.values.get(place)?.variable
  const where = variable ?? (file === null ? place : `${place} in ${file}`)
  if (issue.type !== 'strict_object' || issue.expected === 'Object') return `${where} ${issue.message}`
  if (issue.expected === 'never') return `${where} is no setting.${suggest(keys.at(-1) ?? '', listSettings(keys))}`
  const hint = place === 'baseUrl' ? ' Say where people and apps reach the server: "https://login.example", or STAGEDOOR_BASE_URL.' : ''
  return `${place} is missing.${hint}`
}

function readOperatorTokens(
  { operatorTokens = [] }: ConfigFile,
  environment: ConfigSources['environment'],
  problems: string[],
): OperatorToken[] {
  const tokens: OperatorToken[] = operatorTokens.map(({ name, digest, access }) => ({
    name,
    access,
    digest: new Uint8Array(Buffer.from(digest, 'base64url')),
  }))
  const twice = operatorTokens.find(({ name }, index) => operatorTokens.findIndex((other) => other.name === name) < index)
  if (twice !== undefined) problems.push(`operatorTokens has two with the name ${twice.name}: the audit log could not tell them apart.`)
  const found = readVariable(environment, 'STAGEDOOR_OPERATOR_TOKEN')
  if (found === undefined) return tokens
  if ('problem' in found) problems.push(found.problem)
  else if (isOperatorToken(found.text)) tokens.push({ name: 'environment', access: 'write', digest: digestOperatorToken(found.text) })
  else problems.push(`${found.variable} holds no operator token: make one with stagedoor operator-token.`)
  return tokens
}

const DEFAULT_PORTS = { tls: 465, starttls: 587, none: 25 } as const

function completeSmtp({ smtp }: ConfigFile, problems: string[]): SmtpConfig | null {
  if (smtp === undefined) return null
  const { host, username, password, security = 'starttls', port = DEFAULT_PORTS[security], from } = smtp
  if ((username === undefined) !== (password === undefined))
    problems.push('smtp.username and smtp.password belong together: set both or none.')
  if (security === 'none' && !/^(127\.\d+\.\d+\.\d+|::1|localhost)$/.test(host))
    problems.push('smtp.security "none" is for a mail server on this machine: others read along. Use "starttls" or "tls".')
  const credentials = username === undefined || password === undefined ? null : { username, password }
  return { host, port, security, credentials, from }
}

function complete(written: ConfigFile, folder: string): Omit<Config, 'file' | 'platform' | 'smtp' | 'operatorTokens' | 'accounts'> {
  const { baseUrl, database = 'stagedoor.sqlite', host = '127.0.0.1', port = 4710 } = written
  const { trustedProxies = 0, site = true, signUp = 'closed', sessionDays = 30, scannerKeys = [] } = written
  return {
    baseUrl,
    database: isAbsolute(database) ? database : resolve(folder, database),
    host,
    port,
    trustedProxies,
    site,
    signUp,
    scannerKeys,
    sessionLifetimeSeconds: sessionDays * 86_400,
  }
}
