import { describe, expect, it } from 'vitest'
import { dataDirectory } from './data-directory.ts'

describe('where a program keeps its sign-ins', () => {
  it.each([
    ['linux', {}, '/home/ada/.local/state/remix'],
    ['linux', { XDG_STATE_HOME: '/data/state' }, '/data/state/remix'],
    ['linux', { XDG_STATE_HOME: 'relative' }, '/home/ada/.local/state/remix'],
    ['darwin', { XDG_STATE_HOME: '/data/state' }, '/home/ada/Library/Application Support/remix'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/remix'],
    ['win32', {}, '/home/ada/AppData/Local/remix'],
  ] as const)('[row: terminal/usual place] is the usual place of %s with %j', (platform, env, expected) => {
    expect(dataDirectory('remix', { platform, env, home: '/home/ada' })).toBe(expected)
  })

  it.each(['', '..', '../evil', 'a/b', '.hidden', 'a\\b'])('is nowhere for the name %j', (program) => {
    expect(() => dataDirectory(program, { platform: 'linux', env: {}, home: '/home/ada' })).toThrow('no name for a directory')
  })
})
