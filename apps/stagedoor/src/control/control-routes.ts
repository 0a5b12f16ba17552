import { addUser } from './add-user.ts'
import type { ControlAnswer, ControlContext, PlatformAct } from './control-act.ts'
import { ControlError } from './control-error.ts'
import { addFault, clearFaults, listFaults } from './faults.ts'
import { issuePersonalToken } from './issue-personal-token.ts'
import { moveClock, readClock } from './move-clock.ts'
import { openSession } from './open-session.ts'
import { registerClient } from './register-client.ts'
import { clearRequests, listRequests } from './requests.ts'
import { revokeGrants } from './revoke-grants.ts'
import { rotateKeys } from './rotate-keys.ts'

/** Acts of a path by method, with what they act on already bound. */
export type BoundActs = ReadonlyMap<string, BoundAct>

type BoundAct = (input: unknown) => Promise<ControlAnswer>

type Acts = ReadonlyMap<string, PlatformAct>

/** Below `/_control/<platform>/`. */
const platformActs: ReadonlyMap<string, Acts> = new Map<string, Acts>([
  ['clients', new Map([['POST', registerClient]])],
  ['users', new Map([['POST', addUser]])],
  ['sessions', new Map([['POST', openSession]])],
  ['personal-tokens', new Map([['POST', issuePersonalToken]])],
  ['revocations', new Map([['POST', revokeGrants]])],
  ['signing-keys', new Map([['POST', rotateKeys]])],
  [
    'faults',
    new Map<string, PlatformAct>([
      ['GET', listFaults],
      ['POST', addFault],
      ['DELETE', clearFaults],
    ]),
  ],
  [
    'requests',
    new Map<string, PlatformAct>([
      ['GET', listRequests],
      ['DELETE', clearRequests],
    ]),
  ],
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
  const acts = platformActs.get(name)
  if (acts === undefined) {
    const names = [...platformActs.keys()].map((known) => `/_control/<platform>/${known}`)
    throw new ControlError('not_found', `There are ${[...names, '/_control/clock'].join(', ')}.`)
  }
  const platform = context.platforms.find(({ description }) => description.id === platformId)
  if (platform === undefined) {
    const ids = context.platforms.map(({ description }) => description.id).join(', ')
    throw new ControlError('platform_unknown', `This emulator runs ${ids}.`)
  }
  return new Map([...acts].map(([method, act]) => [method, (input) => act(platform, input)]))
}
