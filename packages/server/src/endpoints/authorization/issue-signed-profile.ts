import { signProfile } from '../../signed-profile/sign-profile.ts'
import { answerClient } from './answer-client.ts'
import { type AuthorizationStep, known } from './authorization-context.ts'

/** Answers with a signed profile in place of a code, where the platform does; a client that needs nothing more of the person gets here. */
export const issueSignedProfile: AuthorizationStep = async (context) => {
  const { server, request, redirectUri, responseMode, targetOrigin, state, display } = context
  if (server.platform.signedProfile === null) return undefined
  const client = known(context.client)
  const signedProfile = await signProfile(server, client, known(context.browser).user)
  server.signInRecorder?.note({ clientId: client.id, keys: [], station: 'token' })
  return answerClient(
    server,
    request,
    { client, redirectUri: known(redirectUri), responseMode, targetOrigin, state, display },
    { signedProfile },
  )
}
