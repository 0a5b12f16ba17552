import {
  type AppPlatform,
  audiotool,
  audius,
  auphonic,
  createClient,
  StagedoorError,
  type StagedoorErrorCode,
  soundcloud,
  standard,
} from '@stagedoor/client'
import { describe, expect, it } from 'vitest'
import { FakePage } from '../../test/fake-origin.ts'
import { CAUSES } from './causes.ts'
import { explain } from './explain.ts'

const codes = Object.keys(CAUSES).filter((code): code is StagedoorErrorCode => code in CAUSES)

function clientOf(platform: AppPlatform, page: FakePage | null = new FakePage('http://localhost:5173/?code=secret')) {
  return createClient({
    platform,
    baseUrl: 'http://127.0.0.1:4700/x',
    clientId: 'demo',
    redirectUri: 'http://127.0.0.1:5173/callback',
    page,
  })
}

describe('explain', () => {
  it("[row: words/four causes] says what SoundCloud's bare invalid_grant may mean, in order", () => {
    const error = new StagedoorError('code_rejected', { providerError: 'invalid_grant' })
    const { causes } = explain(error, clientOf(soundcloud))

    expect(causes.slice(0, 4).map(({ cause }) => cause)).toEqual([
      'The code was used before, or is too old.',
      'The redirect URI of the token request is not that of the authorization request.',
      'The PKCE verifier is not the one whose challenge went out.',
      'The code was issued to another client.',
    ])
    expect(causes[1]?.check).toContain('http://127.0.0.1:5173/callback')
    expect(causes[3]?.check).toContain('secret')
    expect(causes[4]?.cause).toContain('older address')
  })

  it('[row: words/second owner] names the second owner of a refresh token first', () => {
    const [first] = explain(new StagedoorError('session_ended', { providerError: 'invalid_grant' }), clientOf(soundcloud)).causes

    expect(first?.cause).toContain('somebody else refreshed first')
    expect(first?.check).toContain('exportTokens()')
  })

  it('leaves out what the platform rules out', () => {
    const said = (platform: AppPlatform, code: StagedoorErrorCode) =>
      JSON.stringify(explain(new StagedoorError(code), clientOf(platform)).causes)

    expect(said(auphonic, 'code_rejected')).not.toContain('PKCE')
    expect(said(auphonic, 'session_ended')).not.toContain('refreshed first')
    expect(said(auphonic, 'session_ended')).toContain('ten years')
    expect(said(audius, 'code_rejected')).not.toContain('secret')
    expect(said(audiotool, 'redirect_mismatch')).toContain('registers 127.0.0.1')
  })

  it('[row: words/localhost] names both origins where one of them is the trouble', () => {
    const [first] = explain(new StagedoorError('redirect_mismatch'), clientOf(standard)).causes

    expect(first?.check).toContain('http://127.0.0.1:5173/callback')
    expect(first?.check).toContain('http://localhost:5173:')
  })

  it("takes the platform's own word for how the app is set up", () => {
    const causes = (providerError: string | undefined) => explain(new StagedoorError('configuration', { providerError })).causes

    expect(causes('invalid_scope')[0]?.cause).toBe('The platform does not know this scope.')
    expect(causes('constructor')).toEqual(causes(undefined))
  })

  it.each(codes)('has an ordered list for %s, with and without a client, on a page and on a server', (code) => {
    const error = new StagedoorError(code)
    const explained = [
      explain(error),
      ...[audius, soundcloud, auphonic].flatMap((one) => [explain(error, clientOf(one)), explain(error, clientOf(one, null))]),
    ]

    for (const { sentence, hint, causes } of explained) {
      expect(causes.length).toBeGreaterThan(0)
      for (const text of [sentence, hint, ...causes.flatMap(({ cause, check }) => [cause, check])]) expect(text).toMatch(/[.)]$/)
      expect(JSON.stringify(causes)).not.toMatch(/undefined|code=secret/)
    }
  })

  it('explains what fetch rejects with, and owns up to what is none of its errors', () => {
    expect(
      explain(new TypeError('Failed to fetch'))
        .causes.map(({ cause }) => cause)
        .join(),
    ).toContain('CORS')
    expect(explain('oops').hint).toBe('This is none of the errors of the SDK.')
  })
})
