import { type Browser, chromium } from 'playwright-core'
import { findBrowser } from './find-browser.ts'

export interface LaunchBrowserOptions {
  /** Chromium's `--host-resolver-rules`, for example `MAP audius-api 127.0.0.1:4700`; tried before ours, which keep every other host unreachable. */
  readonly hostResolverRules?: string
  /** Further switches of the command line. */
  readonly args?: readonly string[]
  /** Of Playwright's default switches those to leave out, to see what a person's browser does (third-party storage, popup blocking). */
  readonly withoutDefaultArgs?: readonly string[]
  /** Whether the window is hidden. Default: true. */
  readonly headless?: boolean
}

/**
 * Loopback only: a test that would leave this machine fails to resolve the host.
 * Written without EXCLUDE, which would win over a caller's rule for a loopback address.
 */
const LOOPBACK_ONLY = 'MAP 127.0.0.1 127.0.0.1, MAP localhost 127.0.0.1, MAP *.localhost 127.0.0.1, MAP [::1] [::1], MAP * ~NOTFOUND'

const QUIET_SWITCHES = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
]

/**
 * Starts the machine's own Chromium for a test; it reaches nothing but loopback and the hosts it is told to map.
 *
 * @throws Error when there is none; `npm test` installs one beforehand.
 */
export async function launchBrowser(options: LaunchBrowserOptions = {}): Promise<Browser> {
  const executablePath = findBrowser()
  if (executablePath === undefined) {
    throw new Error('There is no Chromium on this machine. Install one, or point CHROME_PATH at it.')
  }
  const rules = options.hostResolverRules === undefined ? LOOPBACK_ONLY : `${options.hostResolverRules}, ${LOOPBACK_ONLY}`
  // Chromium's sandbox refuses to start as root, which is what a container is.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return chromium.launch({
    executablePath,
    headless: options.headless ?? true,
    args: [...QUIET_SWITCHES, ...sandbox, `--host-resolver-rules=${rules}`, ...(options.args ?? [])],
    ...(options.withoutDefaultArgs === undefined ? {} : { ignoreDefaultArgs: [...options.withoutDefaultArgs] }),
  })
}
