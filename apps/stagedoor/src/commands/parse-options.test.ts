import { describe, expect, it } from 'vitest'
import { dev } from './dev.ts'
import { parseOptions } from './parse-options.ts'
import { run } from './run.ts'
import { UsageError } from './usage-error.ts'
import { users } from './users.ts'

describe('the options of a command', () => {
  it('are read in both spellings, repeatable ones in order', () => {
    const options = parseOptions(dev, ['--port=0', '--platform', 'audius', '--json', '--platform=standard'])

    expect(options.find('port')).toBe('0')
    expect(options.list('platform')).toEqual(['audius', 'standard'])
    expect([options.has('json'), options.has('data-dir'), options.find('data-dir')]).toEqual([true, false, undefined])
  })

  it.each([
    [['--prot', '1'], 'dev has no option "--prot". Did you mean --port? stagedoor dev --help lists all.'],
    [['--constructor'], 'dev has no option "--constructor". stagedoor dev --help lists all.'],
    [['-p'], 'dev has no option "-p". stagedoor dev --help lists all.'],
    [['--port'], '--port needs a value: --port <number>.'],
    [['--port='], '--port needs a value: --port <number>.'],
    [['--port', '--json'], '--port needs a value: --port <number>.'],
    [['--json=yes'], '--json is a switch and takes no value.'],
    [['--port', '1', '--port', '2'], '--port is given twice: give it once.'],
    [['here'], 'dev takes options only, not "here".'],
    [['--', 'here'], 'dev takes options only, not "here".'],
  ])('are refused when wrong: %j', (args, sentence) => {
    expect(() => parseOptions(dev, args)).toThrow(new UsageError(sentence))
  })
})

describe('the argument of a command', () => {
  const show = users.commands.find(({ name }) => name === 'users show') ?? dev

  it.each(['-x9aF_k2', '-', 'ada'])('may be an id, which may begin with a hyphen: %s', (id) => {
    const options = parseOptions(show, ['--json', id, '--config', '-c.json'])

    expect([options.argument, options.has('json'), options.find('config')]).toEqual([id, true, '-c.json'])
  })

  it('may stand behind --, for one that looks like an option', () => {
    expect(parseOptions(show, ['--json', '--', '--x9aF_k2']).argument).toBe('--x9aF_k2')
  })

  it.each([
    [['--jsno', 'ada'], 'users show has no option "--jsno". Did you mean --json? stagedoor users show --help lists all.'],
    [['-a', '--', '-b'], 'users show takes one <username, e-mail address or id>, and "-b" is one too many.'],
    [['--', '-a', '-b'], 'users show takes one <username, e-mail address or id>, and "-b" is one too many.'],
    [['-a', '-b'], 'users show takes one <username, e-mail address or id>, and "-b" is one too many.'],
  ])('is nothing else: %j', (args, sentence) => {
    expect(() => parseOptions(show, args)).toThrow(new UsageError(sentence))
  })
})

describe('what stands behind --', () => {
  it('is handed over untouched to a command that takes it', () => {
    const options = parseOptions(run, ['--quiet', '--', 'curl', '--platform', '--', '--quiet', '-x'])

    expect(options.operands).toEqual(['curl', '--platform', '--', '--quiet', '-x'])
    expect([options.has('quiet'), options.list('platform')]).toEqual([true, []])
  })

  it.each([
    [[], 'run needs a command after --: stagedoor run -- <command> [arguments]'],
    [['--'], 'run needs a command after --: stagedoor run -- <command> [arguments]'],
    [['curl'], 'run does not know what "curl" is: put -- before the command. stagedoor run -- <command> [arguments]'],
    [['curl', '--', 'x'], 'run does not know what "curl" is: put -- before the command. stagedoor run -- <command> [arguments]'],
    [['--port', '--', 'x'], '--port needs a value: --port <number>.'],
  ])('must be there for such a command: %j', (args, sentence) => {
    expect(() => parseOptions(run, args)).toThrow(new UsageError(sentence))
  })
})

describe('the values of dev', () => {
  it.each([
    [['--port', '65536'], '--port is a whole number from 0 to 65535, not "65536".'],
    [['--port', '-1'], '--port is a whole number from 0 to 65535, not "-1".'],
    [['--port', '0x10'], '--port is a whole number from 0 to 65535, not "0x10".'],
    [['--port', '1e3'], '--port is a whole number from 0 to 65535, not "1e3".'],
    [
      ['--platform', 'audio'],
      'There is no platform "audio". Did you mean audiotool? Known: standard, audiotool, audius, audius-legacy, soundcloud, auphonic.',
    ],
    [
      ['--platform', 'standard', '--platform', 'toString'],
      'There is no platform "toString". Known: standard, audiotool, audius, audius-legacy, soundcloud, auphonic.',
    ],
  ])('are refused before anything starts: %j', async (args, sentence) => {
    await expect(dev.run(parseOptions(dev, args))).rejects.toThrow(new UsageError(sentence))
  })
})
