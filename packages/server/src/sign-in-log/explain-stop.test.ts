import { describe, expect, it } from 'vitest'
import { explainStop } from './explain-stop.ts'

const step = { station: 'authorization', at: 0 } as const

describe('why a sign-in stopped', () => {
  it('is nothing for a step that went well', () => {
    expect(explainStop(step)).toBeNull()
  })

  it('tells a redirect URI that is not registered from one that changed on the way', () => {
    const registered = explainStop({ ...step, reason: 'redirect_uri_mismatch' })
    const changed = explainStop({ ...step, station: 'token', reason: 'redirect_uri_mismatch' })

    expect(registered).toMatchObject({ explanation: 'redirect_uri_mismatch', remedy: 'settings', spec: 'RFC 9700 §2.1' })
    expect(changed).toMatchObject({ explanation: 'redirect_uri_changed', remedy: null, spec: 'RFC 6749 §4.1.3' })
  })

  it.each([
    ['redirect_uri_fragment', 'redirect_uri_invalid'],
    ['client_authentication_multiple', 'authentication_method'],
    ['dpop_signature', 'proof_of_possession'],
    ['use_dpop_nonce', 'proof_of_possession'],
    ['device_expired', 'device'],
    ['unregistered_clients_too_many', 'too_many'],
    ['nonce_malformed', 'parameter'],
    ['scope_token_malformed', 'scope_unknown'],
    ['store_unavailable', 'server'],
    ['toString', 'other'],
    ['something_new', 'other'],
  ])('comes down from %s to %s', (reason, explanation) => {
    expect(explainStop({ ...step, reason })).toMatchObject({ explanation, reason })
  })
})
