import type { HostedPlatform } from '../emulator/hosted-platform.ts'
import type { Fault } from '../faults/fault.ts'
import type { PlatformAct } from './control-act.ts'
import { ControlError } from './control-error.ts'
import { faultInput } from './fault-input.ts'
import { readInput } from './read-input.ts'

/** `POST /_control/<platform>/faults`: lets requests meet a fault. @throws ControlError `invalid_request`. */
export const addFault: PlatformAct<Fault> = async (platform, input) => {
  const fault = readInput(faultInput, input)
  if ('endpoint' in fault && fault.endpoint !== undefined) checkEndpoint(platform, fault.endpoint)
  return { status: 201, body: platform.faults.add(fault) }
}

/** `GET /_control/<platform>/faults`: all of them, with what has met them. */
export const listFaults: PlatformAct<{ readonly faults: readonly Fault[] }> = async ({ faults }) => ({
  status: 200,
  body: { faults: faults.list() },
})

/** `DELETE /_control/<platform>/faults`: ends all of them. */
export const clearFaults: PlatformAct<{ readonly cleared: number }> = async ({ faults }) => ({
  status: 200,
  body: { cleared: faults.clear() },
})

function checkEndpoint({ endpointNames }: HostedPlatform, endpoint: string): void {
  if (endpoint.startsWith('/') || endpointNames.known.includes(endpoint)) return
  throw new ControlError(
    'invalid_request',
    `endpoint is one of ${endpointNames.known.join(', ')} on this platform, or a path that starts with "/".`,
  )
}
