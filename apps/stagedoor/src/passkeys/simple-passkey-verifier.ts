import type { PasskeyExpectation, PasskeyVerifier } from '@stagedoor/server/ports'
import {
  array,
  type InferOutput,
  literal,
  looseObject,
  maxLength,
  object,
  optional,
  picklist,
  pipe,
  regex,
  safeParse,
  string,
} from 'valibot'

/** EdDSA, ES256, RS256 (COSE). */
const algorithms = [-8, -7, -257]

/** Longer names of credentials than WebAuthn §5.8.3 allows are nobody's. */
const bytes = pipe(string(), regex(/^[\w-]*$/), maxLength(65_536))
const answer = { id: pipe(bytes, maxLength(1366)), rawId: bytes, type: literal('public-key'), clientExtensionResults: object({}) }
const transport = picklist(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])
const registration = looseObject({
  ...answer,
  response: object({ clientDataJSON: bytes, attestationObject: bytes, transports: optional(array(string()), []) }),
})
const signIn = looseObject({
  ...answer,
  response: object({ clientDataJSON: bytes, authenticatorData: bytes, signature: bytes, userHandle: optional(bytes) }),
})

/** Loaded when a passkey is shown: a platform without them starts sooner, and importing us sets no globals (its helpers do). */
const loadWebAuthn = () => import('@simplewebauthn/server')

/** Checks passkeys with SimpleWebAuthn. */
export function createSimplePasskeyVerifier(): PasskeyVerifier {
  return {
    async verifyRegistration(sent, expected) {
      const parsed = safeParse(registration, readJson(sent))
      if (!parsed.success) return undefined
      const { id, rawId, type, response } = parsed.output
      const { verifyRegistrationResponse } = await loadWebAuthn()
      const checked = await verifyRegistrationResponse({
        response: { id, rawId, type, clientExtensionResults: {}, response: { ...response, transports: [] } },
        ...expectation(expected),
        supportedAlgorithmIDs: algorithms,
      }).catch(() => undefined)
      if (checked?.verified !== true) return undefined
      const { credential } = checked.registrationInfo
      return {
        credentialId: new Uint8Array(Buffer.from(credential.id, 'base64url')),
        publicKey: credential.publicKey,
        counter: credential.counter,
        transports: readTransports(response.transports),
      }
    },

    readCredentialId(sent) {
      const parsed = safeParse(signIn, readJson(sent))
      return parsed.success ? new Uint8Array(Buffer.from(parsed.output.id, 'base64url')) : undefined
    },

    async verifySignIn(sent, expected, { credentialId, publicKey }) {
      const parsed = safeParse(signIn, readJson(sent))
      if (!parsed.success) return undefined
      const { id, rawId, type, response } = parsed.output
      const { userHandle, ...signed } = response
      const { verifyAuthenticationResponse } = await loadWebAuthn()
      const checked = await verifyAuthenticationResponse({
        response: { id, rawId, type, clientExtensionResults: {}, response: { ...signed, ...(userHandle !== undefined && { userHandle }) } },
        ...expectation(expected),
        // The counter is judged by the store, in the act that writes it: 0 lets every one pass here.
        credential: { id: Buffer.from(credentialId).toString('base64url'), publicKey: new Uint8Array(publicKey), counter: 0 },
      }).catch(() => undefined)
      return checked?.verified === true ? { counter: checked.authenticationInfo.newCounter } : undefined
    },
  }
}

function expectation({ challenge, rpId, origins }: PasskeyExpectation) {
  return {
    expectedChallenge: Buffer.from(challenge).toString('base64url'),
    expectedOrigin: [...origins],
    expectedRPID: rpId,
    requireUserVerification: true,
  }
}

function readTransports(sent: readonly string[]): readonly InferOutput<typeof transport>[] {
  return sent.flatMap((each) => {
    const parsed = safeParse(transport, each)
    return parsed.success ? [parsed.output] : []
  })
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
