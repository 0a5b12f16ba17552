import { rotateSigningKey } from '@stagedoor/server'
import type { PlatformAct } from './control-act.ts'
import { ControlError } from './control-error.ts'

/**
 * `POST /_control/<platform>/signing-keys`: makes a new key; ID tokens are signed with it from now on.
 * The old one stays published while an ID token of it may be alive. Answers the `kid` of the new one.
 *
 * @throws ControlError `unsupported` where there are no ID tokens.
 */
export const rotateKeys: PlatformAct<{ readonly keyId: string }> = async ({ description, server }) => {
  if (!description.openid)
    throw new ControlError('unsupported', `${description.name} does not speak OpenID Connect: it signs no ID tokens.`)
  return { status: 201, body: { keyId: await rotateSigningKey(server.context) } }
}
