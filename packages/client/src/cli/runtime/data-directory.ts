import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { configurationError } from '../../stagedoor-error.ts'

/** What decides where a program keeps its data. */
export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
}

/**
 * Says where a program keeps a person's sign-ins, the way the system wants it.
 *
 * Linux and others: `$XDG_STATE_HOME`, else `~/.local/state` (XDG Base Directory Specification; a path that is not absolute is ignored).
 * macOS: `~/Library/Application Support`. Windows: `%LOCALAPPDATA%`, which does not roam to other machines.
 *
 * @throws {@link StagedoorError} `configuration`: the name would lead elsewhere.
 */
export function dataDirectory(program: string, { platform, env, home }: Surroundings = here()): string {
  if (!/^[A-Za-z0-9][\w.-]{0,63}$/.test(program)) {
    throw configurationError('program is no name for a directory.')
  }
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', program)
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), program)
  const state = env['XDG_STATE_HOME']
  return join(state !== undefined && isAbsolute(state) ? state : join(home, '.local', 'state'), program)
}

function here(): Surroundings {
  return { platform: process.platform, env: process.env, home: homedir() }
}
