import { type AdminContext, AdminError } from '@stagedoor/server/admin'
import type { HostedPlatform } from '../emulator/hosted-platform.ts'
import { ControlError } from './control-error.ts'

/** Does what an operator of a served platform does too, by the same act. @throws ControlError `invalid_request`, `unsupported`. */
export async function actAsOperator<Answer>({ server }: HostedPlatform, act: (context: AdminContext) => Promise<Answer>): Promise<Answer> {
  try {
    return await act({ ...server.context, operator: { kind: 'server', id: 'control API' }, remoteAddress: null })
  } catch (error) {
    if (error instanceof AdminError && (error.code === 'invalid_request' || error.code === 'unsupported'))
      throw new ControlError(error.code, error.message)
    throw error
  }
}
