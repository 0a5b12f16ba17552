import { describe, expect, it } from 'vitest'
import { runCommand } from '../test/run-command.ts'

describe('the stagedoor command', () => {
  it('lists its commands, with --help or without anything', async () => {
    const [asked, bare] = await Promise.all([runCommand(['--help']), runCommand([])])

    expect(asked).toMatchObject({ code: 0, stderr: '' })
    expect(bare.stdout).toBe(asked.stdout)
    expect(asked.stdout).toMatchInlineSnapshot(`
      "Sign-in for audio platforms, both sides of the door.

      Usage: stagedoor <command> [options]

      Commands
        dev             Runs the platforms on this machine, with demo accounts and a control API.
        run             Runs a command for which the platforms’ real addresses lead to this machine.
        serve           Opens a platform for real people: one process, one SQLite file, no demo accounts, no control API.
        apps            Lists, registers and changes the apps of a served platform.
        users           Lists, adds and changes the accounts of a served platform.
        keys            Lists and replaces the keys with which a served platform signs ID tokens.
        audit           Lists who did what on a served platform, newest first. Nobody can change it; it is kept for 400 days.
        vault           Looks after the connections that a backend keeps, and changes their keys.
        operator-token  Makes a token for the admin API of a served platform, and the line for its configuration.

      Options
        -h, --help     Shows this; after a command, the options of that command.
        -v, --version  Shows the version.
      "
    `)
  })

  it('lists the options of a command, with whatever else was typed', async () => {
    const help = await runCommand(['dev', '--port', 'x', '--help'])

    expect(help).toMatchObject({ code: 0, stderr: '' })
    expect(help.stdout).toMatchInlineSnapshot(`
      "Runs the platforms on this machine, with demo accounts and a control API.

      Usage: stagedoor dev [options]

      Options
        --port <number>          Port on 127.0.0.1; 0 picks a free one. Default: 4700.
        --data-dir <folder>      Keeps the data in this folder. Without it, the data is gone at the end.
        --platform <id or file>  Runs only this platform; may be repeated. Known: standard, audiotool, audius, audius-legacy, soundcloud, auphonic. Or a file that describes one: ./mixwave.ts.
        --json                   Writes one line of JSON to stdout when it is ready, and nothing else.
        -h, --help               Shows this.
      "
    `)
  })

  it('keeps its hands off the options of another program', async () => {
    const { code, stdout } = await runCommand(['run', '--quiet', '--', 'echo', '--help', '-h'])

    expect([code, stdout]).toEqual([0, '--help -h\n'])
  })

  it('shows its version', async () => {
    expect(await runCommand(['--version'])).toMatchObject({ code: 0, stdout: '0.1.0\n', stderr: '' })
  })

  it.each([
    [['dve'], 'There is no command "dve". Did you mean dev? stagedoor --help lists all.'],
    [['\u001b[31m'], 'There is no command "\\u001b[31m". stagedoor --help lists all.'],
    [['--hepl'], 'There is no option "--hepl" before a command. Did you mean --help? stagedoor --help lists all.'],
  ])('refuses %j in one line with exit code 2', async (args, sentence) => {
    expect(await runCommand(args)).toMatchObject({ code: 2, stdout: '', stderr: `${sentence}\n` })
  })
})
