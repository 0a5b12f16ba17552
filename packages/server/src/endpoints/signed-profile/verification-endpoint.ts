import { parseQueryParameters } from '@stagedoor/protocol'
import { SHARED_JSON_HEADERS } from '../../http/api-headers.ts'
import type { HttpResponse } from '../../http/http-message.ts'
import { createRefusalBodyWriter } from '../../resource-server/refusal-body.ts'
import type { Endpoint, ServerContext } from '../../server-context.ts'
import { type SignedProfilePayload, type SignedProfileProblem, verifySignedProfile } from '../../signed-profile/verify-signed-profile.ts'

/** What each says to the developer, and with which status. */
const SIGNED_PROFILE_PROBLEMS: Readonly<Record<SignedProfileProblem, { readonly status: number; readonly message: string }>> = {
  parts: { status: 400, message: 'The JWT is malformed: it has three parts with a dot between them.' },
  payload_undecodable: { status: 400, message: 'The JWT payload could not be decoded.' },
  signature_undecodable: { status: 400, message: 'The JWT signature could not be decoded.' },
  signature_malformed: { status: 400, message: 'The JWT was incorrectly signed.' },
  subject_missing: { status: 400, message: 'The JWT payload does not say whose profile it is: userId is missing.' },
  wallet_unknown: { status: 404, message: 'The JWT signature is invalid - wallet could not be recovered.' },
  wallet_of_another: { status: 403, message: 'The JWT signature is invalid - the wallet does not match the user.' },
}

/**
 * Creates the endpoint that verifies a signed profile, for whoever received one: `GET …?token=<JWT>`.
 *
 * The answer has the payload below `data`, as the platform sends it, and its members beside that once more, as its document prints them.
 * It needs no credentials, and a profile verifies for every app and for ever: the platform's own weakness, which `state` in the app answers.
 */
export function createSignedProfileVerification(context: ServerContext): Endpoint {
  const rules = context.platform.signedProfile
  if (rules === null) throw new TypeError('This platform signs no profiles.')
  const writeRefusal = createRefusalBodyWriter(context.platform)
  const refuse = (status: number, message: string, reason: string): HttpResponse => {
    context.log({ reason, at: context.clock(), error: 'invalid_token' })
    return { status, headers: SHARED_JSON_HEADERS, body: writeRefusal({ status, error: 'invalid_token', message }) }
  }

  return async (request) => {
    const query = parseQueryParameters(request.query)
    const jwt = query.ok ? query.value.get(rules.parameter) : undefined
    if (jwt === undefined) return refuse(400, `Send ${rules.parameter} exactly once, with the JWT.`, 'signed_profile_missing')
    const verified = await verifySignedProfile(context, rules, jwt)
    if (verified.outcome === 'verified') return { status: 200, headers: SHARED_JSON_HEADERS, body: writePayload(verified.payload) }
    const { status, message } = SIGNED_PROFILE_PROBLEMS[verified.problem]
    return refuse(status, message, `signed_profile_${verified.problem}`)
  }
}

/** A moment comes as text when it has been verified, as a number before. */
function writePayload(payload: SignedProfilePayload): string {
  const data = typeof payload.iat === 'number' ? { ...payload, iat: String(payload.iat) } : payload
  return JSON.stringify({ ...data, data })
}
