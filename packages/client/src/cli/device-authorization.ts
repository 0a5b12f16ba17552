import type { ClientContext } from '../client-context.ts'
import { isJsonObject, parseJson } from '../json-object.ts'
import { authenticateClient } from '../requests/authenticate-client.ts'
import { postParameters } from '../requests/post-parameters.ts'
import { refusalOfStatus } from '../requests/refusal-of-status.ts'
import { configurationError, refusalOf, StagedoorError } from '../stagedoor-error.ts'

/** What the platform gave for polling, and for the person to type. */
export interface DeviceAuthorization {
  readonly deviceCode: string
  readonly userCode: string
  readonly verificationUri: string
  /** With the code in it, where the platform has that. */
  readonly completeUri: string | undefined
  /** Epoch seconds. */
  readonly expiresAt: number
  readonly intervalSeconds: number
}

const DEFAULT_INTERVAL_SECONDS = 5

/**
 * Asks for a device code (RFC 8628 §3.1).
 *
 * @throws {@link StagedoorError} `configuration`, `provider_unavailable`, `rate_limited`, `invalid_response`.
 */
export async function requestDeviceAuthorization(context: ClientContext, scope: readonly string[]): Promise<DeviceAuthorization> {
  const { platform, clock } = context
  const { deviceAuthorization } = platform.endpoints
  if (deviceAuthorization === undefined) {
    throw configurationError(`${platform.name} signs in no devices: by 'loopback', or by 'paste'.`)
  }
  const client = authenticateClient(context)
  let response: Response
  let text: string
  try {
    response = await postParameters(context, deviceAuthorization, {
      parameters: { scope: scope.join(' ') || undefined },
      encoding: platform.tokenRequest.clientEncoding,
      client,
    })
    text = await response.text()
  } catch (cause) {
    throw new StagedoorError('provider_unavailable', { cause })
  }
  const refusal = await refusalOfStatus(response, text, clock.now())
  if (refusal !== undefined) throw refusal
  const json = parseJson(text)
  if (!response.ok) {
    const error = isJsonObject(json) && typeof json['error'] === 'string' ? json['error'] : ''
    throw refusalOf(error)
  }
  const device = parseDeviceAuthorization(json, clock.now())
  if (device === undefined) throw new StagedoorError('invalid_response')
  return device
}

/** Reads the answer; also with the name that Google gives the address. Only web addresses are shown to a person, and no control characters. */
function parseDeviceAuthorization(json: unknown, now: number): DeviceAuthorization | undefined {
  if (!isJsonObject(json)) return undefined
  const { device_code, user_code, verification_uri = json['verification_url'], verification_uri_complete, expires_in, interval } = json
  if (typeof device_code !== 'string' || typeof user_code !== 'string' || !/^[\x21-\x7e]{1,64}$/.test(user_code)) return undefined
  const verificationUri = webAddress(verification_uri)
  if (verificationUri === undefined || typeof expires_in !== 'number') return undefined
  return {
    deviceCode: device_code,
    userCode: user_code,
    verificationUri,
    completeUri: webAddress(verification_uri_complete),
    expiresAt: now + expires_in,
    intervalSeconds: typeof interval === 'number' && interval > 0 ? interval : DEFAULT_INTERVAL_SECONDS,
  }
}

function webAddress(value: unknown): string | undefined {
  return typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) ? new URL(value).href : undefined
}
