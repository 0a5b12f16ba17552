import { withErrorPages } from '../../error-page.ts'
import type { Endpoint, ServerContext } from '../../server-context.ts'
import { createDeviceAuthorizationEndpoint } from './device-authorization-endpoint.ts'
import { createGuessCounter } from './guess-counter.ts'
import { createVerificationPage, createVerificationSubmission } from './verification-page.ts'

/** What a platform serves for devices without a browser. */
export interface DeviceEndpoints {
  readonly authorizationUrl: string
  readonly verificationUrl: string
  readonly authorize: Endpoint
  readonly showPage: Endpoint
  readonly submitPage: Endpoint
}

/** Creates the endpoints of the device authorization grant; `undefined` where the platform has it not. */
export function createDeviceEndpoints(context: ServerContext): DeviceEndpoints | undefined {
  const { endpoints, tokens } = context.platform
  const { deviceAuthorization, deviceVerification } = endpoints
  if (deviceAuthorization === undefined || deviceVerification === undefined || tokens.deviceCode === undefined) return undefined
  return {
    authorizationUrl: deviceAuthorization,
    verificationUrl: deviceVerification,
    authorize: createDeviceAuthorizationEndpoint(context, deviceVerification, tokens.deviceCode),
    showPage: withErrorPages(context, createVerificationPage(context, tokens.deviceCode)),
    submitPage: withErrorPages(context, createVerificationSubmission(context, tokens.deviceCode, createGuessCounter())),
  }
}
