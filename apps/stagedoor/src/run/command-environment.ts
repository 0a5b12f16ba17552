import { isExempt, splitNoProxy } from './parent-proxy.ts'
import type { PlatformHosts } from './platform-hosts.ts'
import type { Reach } from './routes.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What a command needs to know to meet the emulator under the platforms' own names. */
export interface DetourFacts {
  readonly hosts: PlatformHosts
  readonly reach: Reach
  readonly tlsFrontPort: number
  readonly emulatorPort: number
  readonly proxyPort: number
  /** Of the server certificate's key. */
  readonly publicKeyDigest: string
  /** Path of the file that Node is to require. */
  readonly preloadPath: string
  /** Paths of certificate files, by the variable that names them. */
  readonly certificateFiles: Readonly<Record<string, string>>
}

/**
 * Builds the environment in which a command and all it starts reach the emulator by the platforms' own names.
 *
 * Two ways lead there: the proxy variables, which curl, Python, Go and browsers read, and a preload for Node, whose clients mostly read none.
 */
export function buildCommandEnvironment(inherited: Environment, facts: DetourFacts): Record<string, string | undefined> {
  const proxy = `http://127.0.0.1:${facts.proxyPort}`
  const exempt = facts.reach === 'everywhere' ? inherited.no_proxy || inherited.NO_PROXY : undefined
  const noProxy = formatNoProxy(exempt ?? '', facts.hosts)
  return {
    ...inherited,
    ...inBothCases({ HTTP_PROXY: proxy, HTTPS_PROXY: proxy, ALL_PROXY: proxy, NO_PROXY: noProxy }),
    ...facts.certificateFiles,
    NODE_OPTIONS: [inherited.NODE_OPTIONS, `--require ${quoteNodeOption(facts.preloadPath)}`].filter(Boolean).join(' '),
    STAGEDOOR_DETOURS: JSON.stringify(mapDetours(facts)),
    STAGEDOOR_REACH: facts.reach,
    STAGEDOOR_PROXY: proxy,
    STAGEDOOR_CHROMIUM_SWITCHES: formatChromiumSwitches(proxy, facts.publicKeyDigest),
  }
}

/**
 * Writes the switches with which Chromium reaches the emulator. None has a space in it, so `chromium $STAGEDOOR_CHROMIUM_SWITCHES` works in a shell.
 *
 * @NOTE Chromium trusts the key only when it is also given a `--user-data-dir`.
 */
function formatChromiumSwitches(proxy: string, publicKeyDigest: string): string {
  return `--proxy-server=${proxy} --ignore-certificate-errors-spki-list=${publicKeyDigest}`
}

function inBothCases(variables: Readonly<Record<string, string>>): Record<string, string> {
  return { ...variables, ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [name.toLowerCase(), value])) }
}

/** This machine stays direct; an exemption that covers a platform's host would lead to the real one, and is left out. */
function formatNoProxy(inherited: string, { secure, plain }: PlatformHosts): string {
  const kept = splitNoProxy(inherited).filter((entry) => ![...secure, ...plain].some((host) => isExempt(entry, host)))
  return [...new Set(['127.0.0.1', 'localhost', '::1', ...kept])].join(',')
}

/** Node splits NODE_OPTIONS at spaces, and reads a backslash within quotes as an escape. */
function quoteNodeOption(path: string): string {
  return `"${path.replaceAll(/["\\]/g, '\\$&')}"`
}

/** For the preload: host, port, and the port on 127.0.0.1 that stands in. */
function mapDetours({ hosts, tlsFrontPort, emulatorPort, proxyPort }: DetourFacts): Record<string, Record<string, number>> {
  const secure = hosts.secure.map((host) => [host, { 80: proxyPort, 443: tlsFrontPort }] as const)
  const plain = hosts.plain.map((host) => [host, { 80: emulatorPort }] as const)
  return Object.fromEntries([...secure, ...plain])
}
