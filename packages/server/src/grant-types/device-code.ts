import { OAuthError, type OAuthErrorCode } from '@stagedoor/protocol'
import { getParameter } from '../http/read-parameters.ts'
import { createIdTokenIssuer } from '../id-token/id-token-issuer.ts'
import type { ApprovedDevice, PollOutcome } from '../ports/store.ts'
import { deviceCodeFormat, readOpaqueSecret } from '../secrets/opaque-secret.ts'
import type { ServerContext } from '../server-context.ts'
import { type CreatedGrant, createGrant } from './create-grant.ts'
import type { GrantHandler } from './grant-handler.ts'
import { refuseGrant } from './grant-refusal.ts'

/** What a poll that gives nothing is answered with (RFC 8628 §3.5). */
const NOT_YET: Readonly<Record<'pending' | 'slow_down' | 'denied' | 'expired', readonly [OAuthErrorCode, string]>> = {
  pending: ['authorization_pending', 'The end-user has not decided yet.'],
  slow_down: ['slow_down', 'Poll five seconds less often from now on.'],
  denied: ['access_denied', 'The end-user denied the request.'],
  expired: ['expired_token', 'The device code has expired. Ask for another.'],
}

/**
 * Grant type `device_code`: a device polls with its code until its person has decided (RFC 8628 §3.4).
 *
 * @throws OAuthError `authorization_pending`, `slow_down`, `access_denied`, `expired_token`; `invalid_grant`: unknown, spent, or another client's.
 */
export function createDeviceCodeGrant(context: ServerContext): GrantHandler | undefined {
  const { platform, store } = context
  const rules = platform.tokens.deviceCode
  if (rules === undefined || platform.endpoints.deviceAuthorization === undefined) return undefined
  const format = deviceCodeFormat(platform)
  const issueIdToken = createIdTokenIssuer(context)

  return {
    grantType: 'urn:ietf:params:oauth:grant-type:device_code',

    async issue({ parameters, client, binding }) {
      const key = readOpaqueSecret(format, getParameter(parameters, 'device_code'))
      if (client === null) throw new OAuthError('invalid_client', 'The client is not named: send client_id.', { reason: 'client_missing' })
      if (key === undefined) throw refuse('device_code_unknown')
      const now = context.now()
      let issued: (CreatedGrant & { readonly device: ApprovedDevice }) | undefined
      const asked = { clientId: client.id, intervalSeconds: rules.intervalSeconds }
      const polled = await store.deviceCodes.poll(key, asked, now, (device) => {
        issued = { ...createGrant(context, { ...device, nonce: null, binding }, now), device }
        return issued.records
      })
      if (polled.outcome !== 'issued' || issued === undefined) throw refusalOf(polled)
      const idToken = (await issueIdToken?.({ ...issued.device, nonce: null }, issued.tokens.accessToken)) ?? null
      const trace = { clientId: client.id, keys: [key, ...issued.tokens.trace.keys] }
      return { ...issued.tokens, trace, idToken }
    },
  }

  function refuse(reason: string): OAuthError {
    return refuseGrant(platform, reason, 'The device code is not valid.')
  }

  function refusalOf(polled: PollOutcome): OAuthError {
    if (polled.outcome === 'issued') return refuse('device_code_unknown')
    if (polled.outcome === 'unknown') return refuse(polled.reason)
    const [code, sentence] = NOT_YET[polled.outcome]
    return new OAuthError(code, sentence, { reason: `device_${polled.outcome}` })
  }
}
