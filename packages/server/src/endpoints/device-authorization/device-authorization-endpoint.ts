import type { DeviceCodeRules } from '@stagedoor/platforms'
import { OAuthError, type Parameters } from '@stagedoor/protocol'
import { requireClient } from '../../authenticate-client.ts'
import { decideScope } from '../../grant-types/decide-scope.ts'
import { SHARED_JSON_HEADERS } from '../../http/api-headers.ts'
import type { HttpRequest, HttpResponse } from '../../http/http-message.ts'
import { createParameterReader } from '../../http/read-parameters.ts'
import type { DeviceAuthorization, SecretKey } from '../../ports/records.ts'
import { createOpaqueSecret, deviceCodeFormat } from '../../secrets/opaque-secret.ts'
import type { Endpoint, ServerContext } from '../../server-context.ts'
import { noteTokenRefusal } from '../../sign-in-log/note-token-refusal.ts'
import { createUserCode, formatUserCode } from './user-code.ts'

/** A user code that is in use is drawn again; with any sensible alphabet twice in a row does not happen. */
const DRAWS = 5

/**
 * The device authorization endpoint (RFC 8628 §3.1): a device code for polling, and a user code for the person to type elsewhere.
 *
 * For native clients alone. A user code can be sent to somebody who is not at the device (§5.4); a web app, which has a redirect URI of its own,
 * must not open that door for whoever knows its client id.
 */
export function createDeviceAuthorizationEndpoint(context: ServerContext, verificationUri: string, rules: DeviceCodeRules): Endpoint {
  const { platform } = context
  const readParameters = createParameterReader(platform.tokenRequest.serverEncodings)

  return async (request) => {
    const parameters = await readParameters(request)
    try {
      return await authorize(request, parameters)
    } catch (error) {
      noteTokenRefusal(context, { request, parameters, station: 'device' }, error)
      throw error
    }
  }

  async function authorize(request: HttpRequest, parameters: Parameters): Promise<HttpResponse> {
    const client = await requireClient(context, request, parameters)
    if (client.applicationType !== 'native') {
      throw new OAuthError('unauthorized_client', 'Only a native app signs in by device code.', { reason: 'device_client_not_native' })
    }
    const now = context.now()
    const terms = {
      clientId: client.id,
      scope: decideScope(platform, client, parameters),
      createdAt: now,
      expiresAt: now + rules.lifetimeSeconds,
    }
    const { deviceCode, userCode, key } = await issue(context, rules, terms)
    context.log({ reason: 'device_code_issued', at: context.clock(), clientId: client.id })
    context.signInRecorder?.note({ clientId: client.id, keys: [key], station: 'device' })
    const shown = formatUserCode(userCode)
    const body = {
      device_code: deviceCode,
      user_code: shown,
      verification_uri: verificationUri,
      verification_uri_complete: `${verificationUri}?user_code=${shown}`,
      expires_in: rules.lifetimeSeconds,
      interval: rules.intervalSeconds,
    }
    return { status: 200, headers: SHARED_JSON_HEADERS, body: JSON.stringify(body) }
  }
}

async function issue(
  { platform, clock, random, store }: ServerContext,
  rules: DeviceCodeRules,
  terms: Omit<DeviceAuthorization, 'userCode'>,
): Promise<{ readonly deviceCode: string; readonly userCode: string; readonly key: SecretKey }> {
  for (let draws = 0; draws < DRAWS; draws++) {
    const secret = createOpaqueSecret(deviceCodeFormat(platform), clock(), random)
    const userCode = createUserCode(rules, random)
    const { outcome } = await store.deviceCodes.issue(secret.key, { ...terms, userCode })
    if (outcome === 'issued') return { deviceCode: secret.text, userCode, key: secret.key }
  }
  throw new OAuthError('temporarily_unavailable', 'Too many devices wait. Try again in a moment.', { reason: 'user_codes_taken' })
}
