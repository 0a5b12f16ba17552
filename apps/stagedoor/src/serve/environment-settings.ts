import { readFileSync } from 'node:fs'
import { suggest } from '../commands/suggest.ts'

/** A setting that may come from the environment. */
interface EnvironmentSetting {
  readonly variable: string
  /** Where it stands in the file. */
  readonly path: readonly string[]
  readonly kind: 'text' | 'number' | 'boolean'
}

/** Every setting with a variable of its own; lists are for the file. */
const settings: readonly EnvironmentSetting[] = [
  { variable: 'STAGEDOOR_BASE_URL', path: ['baseUrl'], kind: 'text' },
  { variable: 'STAGEDOOR_PLATFORM', path: ['platform'], kind: 'text' },
  { variable: 'STAGEDOOR_DATABASE', path: ['database'], kind: 'text' },
  { variable: 'STAGEDOOR_HOST', path: ['host'], kind: 'text' },
  { variable: 'STAGEDOOR_PORT', path: ['port'], kind: 'number' },
  { variable: 'STAGEDOOR_TRUSTED_PROXIES', path: ['trustedProxies'], kind: 'number' },
  { variable: 'STAGEDOOR_SITE', path: ['site'], kind: 'boolean' },
  { variable: 'STAGEDOOR_SIGN_UP', path: ['signUp'], kind: 'text' },
  { variable: 'STAGEDOOR_SESSION_DAYS', path: ['sessionDays'], kind: 'number' },
  { variable: 'STAGEDOOR_ACCOUNTS_KIND', path: ['accounts', 'kind'], kind: 'text' },
  { variable: 'STAGEDOOR_ACCOUNTS_SIGN_IN_URL', path: ['accounts', 'signInUrl'], kind: 'text' },
  { variable: 'STAGEDOOR_ACCOUNTS_ISSUER', path: ['accounts', 'issuer'], kind: 'text' },
  { variable: 'STAGEDOOR_ACCOUNTS_CLIENT_ID', path: ['accounts', 'clientId'], kind: 'text' },
  { variable: 'STAGEDOOR_ACCOUNTS_CLIENT_SECRET', path: ['accounts', 'clientSecret'], kind: 'text' },
  { variable: 'STAGEDOOR_SMTP_HOST', path: ['smtp', 'host'], kind: 'text' },
  { variable: 'STAGEDOOR_SMTP_PORT', path: ['smtp', 'port'], kind: 'number' },
  { variable: 'STAGEDOOR_SMTP_SECURITY', path: ['smtp', 'security'], kind: 'text' },
  { variable: 'STAGEDOOR_SMTP_USERNAME', path: ['smtp', 'username'], kind: 'text' },
  { variable: 'STAGEDOOR_SMTP_PASSWORD', path: ['smtp', 'password'], kind: 'text' },
  { variable: 'STAGEDOOR_SMTP_FROM', path: ['smtp', 'from'], kind: 'text' },
]

/** Ours as well, and no setting of the file. */
const otherVariables = ['STAGEDOOR_CONFIG', 'STAGEDOOR_OPERATOR_TOKEN', 'STAGEDOOR_ADMIN_URL', 'STAGEDOOR_RELAUNCHED']

/** The vault's: a backend on the same machine has them, and so have its platforms. */
const VAULT_PREFIX = 'STAGEDOOR_VAULT_'

/** Settings from the environment, and what is wrong there. */
export interface EnvironmentSettings {
  /** By their path in the file, joined by dots. */
  readonly values: ReadonlyMap<string, { readonly variable: string; readonly path: readonly string[]; readonly value: unknown }>
  readonly problems: readonly string[]
}

/**
 * Reads the settings that the environment has. Each variable may name a file that holds its value instead, with `_FILE` at its end.
 * A variable that begins as ours do and is none of them is a problem: it was meant for something.
 */
export function readEnvironmentSettings(environment: Readonly<Record<string, string | undefined>>): EnvironmentSettings {
  const values: Map<string, { variable: string; path: readonly string[]; value: unknown }> = new Map()
  const problems = findUnknown(environment)
  for (const { variable, path, kind } of settings) {
    const found = readVariable(environment, variable)
    if (found === undefined) continue
    if ('problem' in found) problems.push(found.problem)
    else values.set(path.join('.'), { variable: found.variable, path, value: convert(kind, found.text) })
  }
  return { values, problems }
}

/** Reads a variable, or the file that its `_FILE` names; without a line break at the end. Empty is as not set. */
export function readVariable(
  environment: Readonly<Record<string, string | undefined>>,
  variable: string,
): { readonly variable: string; readonly text: string } | { readonly problem: string } | undefined {
  const text = environment[variable] ?? ''
  const fileVariable = `${variable}_FILE`
  const file = environment[fileVariable] ?? ''
  if (text !== '' && file !== '') return { problem: `${variable} and ${fileVariable} are both set: keep one.` }
  if (text !== '') return { variable, text }
  if (file === '') return undefined
  try {
    return { variable: fileVariable, text: readFileSync(file, 'utf8').replace(/\r?\n$/, '') }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    return { problem: `${fileVariable} names a file that cannot be read${code}: ${file}` }
  }
}

const serviceLinks =
  'Kubernetes sets such variables for a Service with the name stagedoor: put enableServiceLinks: false into the Pod, or name the Service otherwise.'

function findUnknown(environment: Readonly<Record<string, string | undefined>>): string[] {
  const known = [...settings.map(({ variable }) => variable), ...otherVariables]
  const all = new Set(known.flatMap((variable) => [variable, `${variable}_FILE`]))
  return Object.keys(environment)
    .filter((variable) => variable.startsWith('STAGEDOOR_') && !variable.startsWith(VAULT_PREFIX) && !all.has(variable))
    .map((variable) => `${variable} is no variable of Stagedoor.${suggestVariable(variable, known)}`)
    .concat(environment['STAGEDOOR_SERVICE_HOST'] === undefined ? [] : [serviceLinks])
}

function suggestVariable(variable: string, known: readonly string[]): string {
  const meant = suggest(
    variable.toLowerCase(),
    known.map((each) => each.toLowerCase()),
  )
  return meant.toUpperCase().replace(' DID YOU MEAN', ' Did you mean')
}

/** What is not of its kind stays text, so that the schema refuses it in its own words. */
function convert(kind: EnvironmentSetting['kind'], text: string): unknown {
  if (kind === 'number' && /^-?\d{1,15}$/.test(text)) return Number(text)
  if (kind === 'boolean' && /^(true|1|yes|on)$/i.test(text)) return true
  if (kind === 'boolean' && /^(false|0|no|off)$/i.test(text)) return false
  return text
}
