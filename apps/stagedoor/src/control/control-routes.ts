import { addUser } from './add-user.ts'
import type { ControlAnswer, ControlContext, PlatformAct } from './control-act.ts'
import { ControlError } from './control-error.ts'
import { moveClock, readClock } from './move-clock.ts'
import { openSession } from './open-session.ts'
import { registerClient } from './register-client.ts'

/** Acts of a path by method, with what they act on already bound. */
export type BoundActs = ReadonlyMap<string, BoundAct>

type BoundAct = (input: unknown) => Promise<ControlAnswer>

/** `POST /<platform>/<name>`. */
const platformActs: ReadonlyMap<string, PlatformAct> = new Map([
  ['clients', registerClient],
  ['users', addUser],
  ['sessions', openSession],
])

/** Finds what a path below `/_control` does. @throws ControlError `platform_unknown`, `not_found`. */
export function findControlRoute(context: ControlContext, path: string): BoundActs {
  if (path === '/clock') {
    return new Map<string, BoundAct>([
      ['GET', async () => readClock(context)],
      ['POST', async (input) => moveClock(context, input)],
    ])
  }
  const [, platformId, name = ''] = /^\/([^/]+)\/([^/]+)$/.exec(path) ?? []
  const act = platformActs.get(name)
  if (act === undefined) {
    const names = [...platformActs.keys()].map((known) => `/_control/<platform>/${known}`)
    throw new ControlError('not_found', `There are ${[...names, '/_control/clock'].join(', ')}.`)
  }
  const platform = context.platforms.find(({ description }) => description.id === platformId)
  if (platform === undefined) {
    const ids = context.platforms.map(({ description }) => description.id).join(', ')
    throw new ControlError('platform_unknown', `This emulator runs ${ids}.`)
  }
  return new Map([['POST', (input) => act(platform, input)]])
}
