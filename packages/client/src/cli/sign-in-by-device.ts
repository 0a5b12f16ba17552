import { encodeBase64url, type TokenSet } from '@stagedoor/protocol'
import { type ClientContext, parseScopeOption } from '../client-context.ts'
import { requestTokens } from '../requests/request-tokens.ts'
import { sessionFromTokens } from '../session/stored-session.ts'
import { StagedoorError } from '../stagedoor-error.ts'
import { type DeviceAuthorization, requestDeviceAuthorization } from './device-authorization.ts'
import type { CliSignIn } from './sign-in-by-loopback.ts'

const FAILURES = { interrupted: 'provider_unavailable', refused: 'code_rejected' } as const
/** Clocks of virtual machines run fast: asking a little late is asking once less often too soon. */
const MARGIN = 1.2
const SLOW_DOWN_SECONDS = 5

/** Signs in with a browser on any other device, where the person types a code (RFC 8628). */
export async function signInByDevice({ parts, terminal, options }: CliSignIn): Promise<void> {
  const { context, keeper, emit } = parts
  const scope = options.scope === undefined ? context.scope : parseScopeOption(options.scope)
  if (options.signal?.aborted) throw cancelled(options.signal)
  const device = await requestDeviceAuthorization(context, scope)
  terminal.say(`On any device with a browser, open\n\n  ${device.verificationUri}\n\nand type this code:\n\n  ${device.userCode}\n`)
  if (device.completeUri !== undefined) terminal.say(`Or open this, and compare the code:\n\n  ${device.completeUri}\n`)
  const tokens = await poll(context, device, options.signal)
  await keeper.put(sessionFromTokens(tokens, { signIn: encodeBase64url(context.random(12)), rotation: 0, scope }, context.clock.now()))
  emit('signed_in', keeper.state)
}

/** Asks again and again, at the platform's pace. A failure that says nothing about the sign-in does not end it (RFC 8628 §3.5). */
async function poll(context: ClientContext, device: DeviceAuthorization, signal: AbortSignal | undefined): Promise<TokenSet> {
  let interval = device.intervalSeconds
  for (;;) {
    await pause(context, interval * MARGIN, signal)
    if (context.clock.now() >= device.expiresAt) throw cancelled(signal)
    try {
      const request = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: device.deviceCode } as const
      return await requestTokens(context, request, FAILURES)
    } catch (error) {
      interval += slowDown(error, interval, signal)
    }
  }
}

/** How many seconds longer to wait from now on. Throws what ends the sign-in. */
function slowDown(error: unknown, interval: number, signal: AbortSignal | undefined): number {
  if (!(error instanceof StagedoorError)) throw error
  switch (error.providerError) {
    case 'authorization_pending':
      return 0
    case 'slow_down':
      return SLOW_DOWN_SECONDS
    case 'access_denied':
      throw new StagedoorError('consent_denied', { providerError: error.providerError })
    case 'expired_token':
      throw cancelled(signal)
  }
  if (!error.retryable) throw error
  return error.retryAfterSeconds === undefined ? interval : Math.max(0, error.retryAfterSeconds - interval)
}

function pause({ clock }: ClientContext, seconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      stop()
      reject(cancelled(signal))
    }
    const stop = clock.after(seconds * 1000, () => {
      signal?.removeEventListener('abort', abort)
      resolve()
    })
    signal?.addEventListener('abort', abort, { once: true })
    if (signal?.aborted) abort()
  })
}

function cancelled(signal: AbortSignal | undefined): StagedoorError {
  return new StagedoorError('cancelled', { cause: signal?.reason })
}
