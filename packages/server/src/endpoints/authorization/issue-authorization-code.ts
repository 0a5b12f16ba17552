import { codeFormat, createOpaqueSecret } from '../../secrets/opaque-secret.ts'
import { answerClient } from './answer-client.ts'
import { type AuthorizationStep, known } from './authorization-context.ts'
import { createAuthorizationCode } from './create-authorization-code.ts'

/** Issues the code to a client that needs nothing more from the person (RFC 6749 §4.1.2). */
export const issueAuthorizationCode: AuthorizationStep = async (context) => {
  const { server, request, redirectUri, responseMode, targetOrigin, state, display, codeChallenge, scope, nonce, dpopKey } = context
  const client = known(context.client)
  const { session } = known(context.browser)
  const asked = { clientId: client.id, redirectUri: known(redirectUri), codeChallenge: known(codeChallenge), scope, nonce, dpopKey }
  const secret = createOpaqueSecret(codeFormat(server.platform), server.clock(), server.random)
  await server.store.codes.issue(secret.key, createAuthorizationCode(server, asked, session))
  server.signInRecorder?.note({ clientId: client.id, keys: [secret.key], station: 'code' })
  const target = { client, redirectUri: asked.redirectUri, responseMode, targetOrigin, state, display }
  return answerClient(server, request, target, { code: secret.text })
}
