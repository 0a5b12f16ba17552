import { rotateSigningKeys } from '@stagedoor/server/admin'
import { actAsOperator } from './act-as-operator.ts'
import type { PlatformAct } from './control-act.ts'

/**
 * `POST /_control/<platform>/signing-keys`: makes a new key; ID tokens are signed with it from now on.
 * The old one stays published while an ID token of it may be alive. Answers the `kid` of the new one.
 *
 * @throws ControlError `unsupported` where there are no ID tokens.
 */
export const rotateKeys: PlatformAct<{ readonly keyId: string }> = async (platform) => ({
  status: 201,
  body: await actAsOperator(platform, rotateSigningKeys),
})
