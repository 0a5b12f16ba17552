import type { SignInFacts } from '../ports/sign-in-log-store.ts'

const LONGEST_VALUE = 1000

/** Names of parameters whose values are no business of a log, wherever they stand in a URI. */
const SECRET_PARAMETER =
  /([?&#;](?:[\w.-]*(?:code|token|secret|state|nonce|verifier|password|passwd|assertion|key|session|sig|signature|jwt)[\w.-]*)=)[^&#;]+/gi
const USERINFO = /^([a-z][\w+.-]*:\/\/)[^/?#]*@/i

/** Takes out of what a client sent whatever may be a secret, and cuts what is too long. */
export function withholdSecrets(facts: SignInFacts): SignInFacts {
  const { sent, expected, missing } = facts
  return {
    ...facts,
    ...(sent !== undefined && { sent: withhold(sent) }),
    ...(expected !== undefined && { expected: withhold(expected) }),
    ...(missing !== undefined && { missing: withhold(missing) }),
  }
}

function withhold(text: string): string {
  return text.slice(0, LONGEST_VALUE).replace(USERINFO, '$1…@').replace(SECRET_PARAMETER, '$1…')
}
