import { RegisteredApp, registerApp } from '../src/registered-app.ts'
import { type RunningStagedoor, runStagedoor } from '../src/run-stagedoor.ts'
import { type ChainCheck, checkChains } from './check-chains.ts'
import { type Chain, stormUntilGone } from './login-storm.ts'

export interface KillStormReport extends ChainCheck {
  readonly kills: number
  /** Acknowledged before a kill. */
  readonly logins: number
  readonly refreshes: number
  readonly revocations: number
}

/** Past the retry window's resolution of a second, so that a repeated refresh shows by its lifetime. */
const CLOCK_STEP_SECONDS = 2

/**
 * Runs `stagedoor dev` on a folder, logs in and refreshes at it over HTTP, ends it with SIGKILL after `delayMs(n)`, and starts it again;
 * `kills` times. After each restart every token acknowledged since the last one is tried, and at the end every one of all.
 */
export async function runKillStorm({
  dataDir,
  kills,
  delayMs,
}: {
  readonly dataDir: string
  readonly kills: number
  readonly delayMs: (kill: number) => number
}): Promise<KillStormReport> {
  const report = { kills, logins: 0, refreshes: 0, revocations: 0, checked: 0, lost: 0, revived: 0, retried: 0, repeated: 0 }
  const all: Chain[] = []
  let app: RegisteredApp | undefined
  let recent: readonly Chain[] = []

  for (let start = 0; start <= kills; start += 1) {
    await using stagedoor: RunningStagedoor = await runStagedoor(['--data-dir', dataDir])
    // The clock of `dev` starts anew with the process: it moves further each time, so that for the platform time goes on.
    await stagedoor.post('clock', { advanceSeconds: start * CLOCK_STEP_SECONDS })
    app = await findApp(stagedoor, app)
    add(report, await checkChains(app, recent))
    if (start === kills) {
      add(report, await checkChains(app, all))
      break
    }

    const timer = setTimeout(() => void stagedoor.kill(), delayMs(start))
    const diary = await stormUntilGone(app).finally(() => clearTimeout(timer))
    recent = diary.chains
    all.push(...diary.chains)
    report.logins += diary.logins
    report.refreshes += diary.refreshes
    report.revocations += diary.revocations
  }
  return report
}

/** Registers the app at the first start; at later ones it must be known still, for its registration was acknowledged too. */
async function findApp(stagedoor: RunningStagedoor, earlier: RegisteredApp | undefined): Promise<RegisteredApp> {
  const app = earlier === undefined ? await registerApp(stagedoor, 'standard') : new RegisteredApp(stagedoor, 'standard', earlier)
  await app.signedInCookie()
  return app
}

function add(sum: { -readonly [Name in keyof ChainCheck]: number }, found: ChainCheck): void {
  for (const name of ['checked', 'lost', 'revived', 'retried', 'repeated'] as const) sum[name] += found[name]
}
