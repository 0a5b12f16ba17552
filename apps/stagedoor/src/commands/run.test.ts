import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { constants } from 'node:os'
import { describe, expect, it } from 'vitest'
import { compileCache, type Ended, launcher, makeFolder, type RunningCommand, runHere, spawnCommand } from '../../test/run-command.ts'

/** Starts `stagedoor run` with temporary files in a folder of the test. */
function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): RunningCommand & { readonly folder: string } {
  const folder = makeFolder()
  const variables = { TMPDIR: folder, NODE_COMPILE_CACHE: compileCache, ...env }
  return { ...spawnCommand(process.execPath, [launcher, 'run', ...args], variables), folder }
}

const run = (...args: readonly string[]): Promise<Ended> => start(['--platform', 'audius', '--quiet', '--', ...args]).ended

/** Waits until the command has written something. @throws Error with what was written to stderr when it ends without. */
async function waitForOutput({ child, ended }: RunningCommand): Promise<void> {
  const outcome = await Promise.race([child.stdout === null ? ended : once(child.stdout, 'data'), ended])
  if ('code' in outcome) throw new Error(`ended with ${outcome.code}: ${outcome.stderr}`)
}

/** A Node program in one line. */
const node = (script: string): readonly string[] => [process.execPath, '--input-type=module', '-e', script]

describe('the command of stagedoor run', () => {
  it('gets its arguments as they are, and our stdout is its alone', async () => {
    const ended = await start(['--platform', 'audius', '--', 'printf', '%s,', '--help', '--', '$HOME', 'a b']).ended

    expect([ended.code, ended.stdout]).toEqual([0, '--help,--,$HOME,a b,'])
  })

  it('finds the platform behind its real name, with its certificate checked', async () => {
    const { code, stdout, stderr } = await run(
      'curl',
      '-sS',
      '-w',
      '%{http_code} %{http_version} %{ssl_verify_result}',
      '-o',
      '/dev/null',
      'https://api.audius.co/v1/me',
    )

    expect([code, stdout, stderr]).toEqual([0, '401 2 0', ''])
  })

  it('is told where the emulator is', async () => {
    const { stdout } = await run(
      ...node(`
      const { STAGEDOOR_URL, STAGEDOOR_CONTROL, STAGEDOOR_PROXY, STAGEDOOR_CHROMIUM_SWITCHES } = process.env
      console.log(JSON.stringify({ STAGEDOOR_URL, STAGEDOOR_CONTROL, STAGEDOOR_PROXY, STAGEDOOR_CHROMIUM_SWITCHES }))
    `),
    )
    const { STAGEDOOR_URL: url, STAGEDOOR_PROXY: proxy, ...rest } = JSON.parse(stdout)

    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(proxy).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(rest).toEqual({
      STAGEDOOR_CONTROL: `${url}/_control`,
      STAGEDOOR_CHROMIUM_SWITCHES: expect.stringMatching(
        new RegExp(`^--proxy-server=${proxy} --ignore-certificate-errors-spki-list=[A-Za-z0-9+/]{43}=$`),
      ),
    })
  })

  it('has nothing led anywhere when the platform has no address of its own', async () => {
    const { stdout } = await start([
      '--platform',
      'standard',
      '--quiet',
      '--',
      ...node(`
      const { STAGEDOOR_URL, STAGEDOOR_PROXY, STAGEDOOR_DETOURS } = process.env
      const { status } = await fetch(STAGEDOOR_URL + '/standard/oauth/jwks')
      console.log(status, STAGEDOOR_PROXY, STAGEDOOR_DETOURS)
    `),
    ]).ended

    expect(stdout).toBe('200 undefined undefined\n')
  })
})

describe('the end of stagedoor run', () => {
  it('has the exit code of its command: 3', async () => {
    expect(await run('sh', '-c', 'exit 3')).toEqual({ code: 3, signal: null, stdout: '', stderr: '' })
  })

  it.each([0, 1, 255])('has the exit code of its command: %i', async (code) => {
    expect(await runHere(['run', '--platform', 'audius', '--quiet', '--', 'sh', '-c', `exit ${code}`])).toEqual({
      code,
      stdout: '',
      stderr: '',
    })
  })

  it('has 128 and the number of the signal that ended its command', async () => {
    expect((await run('sh', '-c', 'kill -KILL $$')).code).toBe(128 + constants.signals.SIGKILL)
  })

  it('has 127 and one sentence when there is no such command', async () => {
    const { code, stdout, stderr } = await run('no-such-command')

    expect([code, stdout]).toEqual([127, ''])
    expect(stderr).toBe('There is no command "no-such-command": write it as you would in a shell, and shell syntax as sh -c \'…\'.\n')
  })

  it('has 126 and one sentence when the command may not be run', async () => {
    const folder = makeFolder()
    const { code, stderr } = await runHere(['run', '--platform', 'audius', '--quiet', '--', folder])

    expect([code, stderr]).toEqual([126, `${JSON.stringify(folder)} is not a program that this account may run.\n`])
  })

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('leaves it to the command what %s means', async (signal) => {
    const running = start([
      '--platform',
      'audius',
      '--quiet',
      '--',
      ...node(`
      process.on('${signal}', () => { console.log('tidying up'); process.exitCode = 7; clearInterval(alive) })
      const alive = setInterval(() => undefined, 1000)
      console.log('ready')
    `),
    ])
    await waitForOutput(running)
    running.child.kill(signal)

    expect(await running.ended).toEqual({ code: 7, signal: null, stdout: 'ready\ntidying up\n', stderr: '' })
  })

  it('leaves nothing behind, however it comes about', async () => {
    const inTime = start(['--platform', 'audius', '--quiet', '--', 'sh', '-c', 'ls "$TMPDIR"'])
    const missing = start(['--platform', 'audius', '--quiet', '--', 'no-such-command'])
    const stopped = start(['--platform', 'audius', '--quiet', '--', 'sh', '-c', 'echo ready; exec sleep 60'])
    await waitForOutput(stopped)
    stopped.child.kill('SIGTERM')
    const [{ stdout }] = await Promise.all([inTime.ended, missing.ended, stopped.ended])

    expect(stdout).toMatch(/^stagedoor-\w+\nstagedoor-run-\w+\n$|^stagedoor-run-\w+\nstagedoor-\w+\n$/)
    for (const { folder } of [inTime, missing, stopped]) expect(readdirSync(folder)).toEqual([])
  })

  it('comes at once although the command has left connections open', async () => {
    const running = start([
      '--platform',
      'audius',
      '--quiet',
      '--',
      ...node(`
      import { connect } from 'node:http2'
      const session = connect('https://api.audius.co')
      session.once('connect', () => { console.log('open'); process.kill(process.pid, 'SIGKILL') })
    `),
    ])
    await waitForOutput(running)
    const opened = performance.now()

    expect((await running.ended).code).toBe(137)
    expect(performance.now() - opened).toBeLessThan(4000)
  })
})

describe('what stagedoor run says itself', () => {
  it('is on stderr: which addresses, which accounts, which browser switches', async () => {
    const { stdout, stderr } = await start(['--platform', 'audius', '--', 'true']).ended

    expect(stdout).toBe('')
    expect(stderr).toMatch(/^stagedoor: in "true" and what it starts, these addresses lead to the emulator on this machine:\n/)
    expect(stderr).toMatch(/\n {2}audius +https:\/\/api\.audius\.co {2}http:\/\/audius-api\n/)
    expect(stderr).toMatch(/\n {2}sign in as +mira \/ stage-demo, jonas \/ stage-demo\n/)
    expect(stderr).toMatch(/\n {2}browser +chromium --proxy-server=\S+ --ignore-certificate-errors-spki-list=\S+ --user-data-dir=/)
    expect(stderr).not.toContain('\u001b')
  })

  it.each([
    [[], 'run needs a command after --: stagedoor run -- <command> [arguments]\n'],
    [['--quiet', '--'], 'run needs a command after --: stagedoor run -- <command> [arguments]\n'],
    [['curl', 'x'], 'run does not know what "curl" is: put -- before the command. stagedoor run -- <command> [arguments]\n'],
    [['--platfrom', 'audius', '--', 'true'], 'run has no option "--platfrom". Did you mean --platform? stagedoor run --help lists all.\n'],
    [
      ['--offline', '--platform', 'standard', '--', 'true'],
      '--offline is for platforms with addresses of their own; choose one with --platform.\n',
    ],
    [['--port', 'x', '--', 'true'], '--port is a whole number from 0 to 65535, not "x".\n'],
  ])('is one sentence when it is called wrongly: %j', async (args, sentence) => {
    expect(await runHere(['run', ...args])).toEqual({ code: 2, stdout: '', stderr: sentence })
  })

  it('is its help only before --', async () => {
    const own = await runHere(['run', '--help', '--', 'true'])

    expect(own.stdout).toMatch(/^Runs a command [\s\S]*\nUsage: stagedoor run \[options\] -- <command> \[arguments\]\n/)
  })
})
