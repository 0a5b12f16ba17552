import { describe, expect, it } from 'vitest'
import { OAUTH_ERRORS, OAuthError } from './oauth-error.ts'

describe('error codes', () => {
  it('[RFC 6749 §5.2] answers 400, but 401 for invalid_client', () => {
    expect(OAUTH_ERRORS.invalid_grant.status).toBe(400)
    expect(OAUTH_ERRORS.invalid_client.status).toBe(401)
    expect(new OAuthError('invalid_client', 'Client authentication failed.').status).toBe(401)
  })

  it('[RFC 6750 §3.1] answers 401 for invalid_token and 403 for insufficient_scope', () => {
    expect(OAUTH_ERRORS.invalid_token.status).toBe(401)
    expect(OAUTH_ERRORS.insufficient_scope.status).toBe(403)
  })

  it('[RFC 6749 §5.2] uses only characters that error may have, and names where each code is defined', () => {
    for (const [code, { status, spec }] of Object.entries(OAUTH_ERRORS)) {
      expect(code).toMatch(/^[!#-[\]-~]+$/)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(spec).toMatch(/^(?:RFC \d+|OpenID Connect Core) §[\d.]+$/)
    }
  })

  it('keeps the reason apart from what the caller reads', () => {
    const cause = new Error('disk full')
    const error = new OAuthError('invalid_grant', 'The authorization code is not valid.', { reason: 'code_replayed', cause })
    expect(error).toMatchObject({
      name: 'OAuthError',
      code: 'invalid_grant',
      message: 'The authorization code is not valid.',
      reason: 'code_replayed',
      cause,
    })
    expect(error.message).not.toContain('replayed')
    expect(new OAuthError('server_error', 'Something went wrong.').reason).toBe('server_error')
  })
})
