import { parseRedirectUri } from '@stagedoor/protocol'
import { describe, expect, it } from 'vitest'
import {
  audiotool,
  audiotoolEvidence,
  audius,
  audiusEvidence,
  audiusLegacy,
  audiusLegacyEvidence,
  auphonic,
  auphonicEvidence,
  type DescribedPlatform,
  soundcloud,
  soundcloudEvidence,
  standard,
  standardEvidence,
} from './index.ts'

const platforms: readonly DescribedPlatform[] = [
  { description: standard, evidence: standardEvidence },
  { description: audius, evidence: audiusEvidence },
  { description: audiotool, evidence: audiotoolEvidence },
  { description: audiusLegacy, evidence: audiusLegacyEvidence },
  { description: soundcloud, evidence: soundcloudEvidence },
  { description: auphonic, evidence: auphonicEvidence },
]

/** Every path of an object, its own inner nodes included: `a`, `a.b`, `a.b.0`. */
function pathsOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return path === '' ? [] : [path]
  const inner = Object.entries(value).flatMap(([name, member]) => pathsOf(member, path === '' ? name : `${path}.${name}`))
  return path === '' ? inner : [path, ...inner]
}

function covers(field: string, path: string): boolean {
  return path === field || path.startsWith(`${field}.`)
}

describe.each(platforms.map((platform) => [platform.description.id, platform] as const))(
  'the description of %s',
  (_, { description, evidence }) => {
    const paths = pathsOf(description)
    const leaves = paths.filter((path) => !paths.some((other) => other.startsWith(`${path}.`)))

    it('has evidence for every leaf', () => {
      expect(leaves.length).toBeGreaterThan(60)
      expect(leaves.filter((leaf) => !evidence.some(({ field }) => covers(field, leaf)))).toEqual([])
    })

    it('has no evidence for a field that does not exist, and none twice', () => {
      expect(evidence.filter(({ field }) => !paths.includes(field))).toEqual([])
      expect(new Set(evidence.map(({ field }) => field)).size).toBe(evidence.length)
    })

    it('names for each field a source and the day it was checked', () => {
      for (const { field, source, kind, checked } of evidence) {
        expect(source.trim(), field).not.toBe('')
        expect(['run', 'source', 'document', 'choice'], field).toContain(kind)
        expect(new Date(`${checked}T00:00:00Z`).toISOString().slice(0, 10), field).toBe(checked)
        expect(checked >= '2026-01-01', field).toBe(true)
      }
    })

    it('is the same after a way through JSON', () => {
      expect(JSON.parse(JSON.stringify(description))).toStrictEqual(description)
    })

    it('[RFC 8414 §2] has an issuer and endpoints that are https URLs on its own origins, without query or fragment', () => {
      expect(description.id).toMatch(/^[a-z][a-z\d]*(?:-[a-z\d]+)*$/)
      for (const url of [description.issuer, ...Object.values(description.endpoints)]) {
        expect(url).toMatch(/^https:\/\/[^?#]+$/)
        expect([new URL(description.issuer).origin, ...description.aliasOrigins]).toContain(new URL(url).origin)
      }
      expect(description.issuer).not.toMatch(/\/$/)
      expect(new Set(Object.values(description.endpoints)).size).toBe(Object.values(description.endpoints).length)
      expect(description.issuerIsPlaceholder).toBe(new URL(description.issuer).hostname.endsWith('.invalid'))
      for (const origin of [...description.aliasOrigins, ...description.resourceServers]) expect(new URL(origin).origin).toBe(origin)
    })

    it('has defaults that are among what it allows', () => {
      const tokens = description.scopes.map(({ token }) => token)
      expect(new Set(tokens).size).toBe(tokens.length)
      expect(tokens).toEqual(expect.arrayContaining([...description.defaultScope]))
      expect(description.authorization.responseModes).toContain(description.authorization.defaultResponseMode)
      expect(description.tokenRequest.serverEncodings).toContain(description.tokenRequest.clientEncoding)
      expect(description.client.authenticationMethods.length).toBeGreaterThan(0)
      for (const { token, includes } of description.scopes) {
        expect(tokens).toEqual(expect.arrayContaining([...includes]))
        expect(includes).not.toContain(token)
      }
      // A platform without scopes says what a token without any allows; any other insists on a scope.
      expect(description.unscopedAccess === null).toBe(tokens.length > 0)
      for (const [grantType, methods] of Object.entries(description.tokenRequest.grantAuthentication)) {
        expect(description.tokenRequest.grantTypes).toContain(grantType)
        expect(description.client.authenticationMethods).toEqual(expect.arrayContaining([...methods]))
      }
      expect(tokens).toEqual(expect.arrayContaining([...(description.client.unregistered?.scope ?? [])]))
      expect([null, ...tokens]).toContain(description.profile.requiredScope)
      for (const { scope } of description.profile.members) if (scope !== undefined) expect(tokens).toContain(scope)
    })

    it('[RFC 9700 §4.14.2] has tokens of 256 bits or more, and strict rotation without a second chance', () => {
      const { accessTokenFormat, refreshToken } = description.tokens
      for (const format of [accessTokenFormat, refreshToken?.format])
        if (format !== undefined) expect(format.bytes).toBeGreaterThanOrEqual(32)
      if (refreshToken === null) return
      if (refreshToken.rotation === 'strict') expect(refreshToken.retryWindowSeconds).toBe(0)
      else expect(refreshToken.retryWindowSeconds).toBeGreaterThan(0)
      expect(refreshToken.absoluteLifetimeSeconds ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(refreshToken.lifetimeSeconds)
      // The server tells the two kinds apart before it asks the database, where a prefix allows it.
      if (accessTokenFormat.prefix !== '') expect(refreshToken.format.prefix).not.toBe(accessTokenFormat.prefix)
    })

    it('[RFC 6749 §4.1.2] has codes of ten minutes at most, and access tokens that outlive them', () => {
      expect(description.tokens.codeLifetimeSeconds).toBeGreaterThan(0)
      expect(description.tokens.codeLifetimeSeconds).toBeLessThanOrEqual(600)
      expect(description.tokens.accessTokenLifetimeSeconds).toBeGreaterThan(description.tokens.codeLifetimeSeconds)
    })

    it('[RFC 6749 §5.2] refuses in sentences of visible ASCII without quotes and backslashes', () => {
      for (const [reason, sentence] of Object.entries(description.refusalDescriptions)) {
        expect(reason).toMatch(/^[a-z_]+$/)
        expect(sentence).toMatch(/^[ !#-[\]-~]+$/)
      }
    })

    it('writes its profile without one path inside another, and knows who the person is', () => {
      const members = [...description.profile.members, ...description.profile.constants].map(({ path }) => path)
      expect(new Set(members).size).toBe(members.length)
      for (const path of members) expect(members.filter((other) => other !== path && covers(path, other))).toEqual([])
      expect(
        description.profile.members.some(({ claim, scope }) => ['subject', 'number', 'username'].includes(claim) && scope === undefined),
      ).toBe(true)
    })

    it('describes each scope in words for a person', () => {
      for (const { token } of description.scopes) expect(token).toMatch(/^[!#-[\]-~]+$/)
      for (const { title, sentence } of [
        ...description.scopes,
        ...(description.unscopedAccess === null ? [] : [description.unscopedAccess]),
      ]) {
        expect(title.split(' ').length, title).toBeGreaterThanOrEqual(2)
        expect(title.split(' ').length, title).toBeLessThanOrEqual(6)
        expect(sentence).toMatch(/^The app .*\.$/)
      }
    })

    it('takes the redirect URIs that its own developers are told to register', () => {
      const { customSchemes, refusesLocalhost } = description.redirectUris
      const told = ['https://app.example/callback', 'http://127.0.0.1:5173/']
      if (!refusesLocalhost) told.push('http://localhost:5173')
      if (customSchemes) told.push('myapp://oauth/callback')
      for (const uri of told) expect(parseRedirectUri(uri, description.redirectUris), uri).toMatchObject({ ok: true })
      for (const uri of [
        'https://93.184.216.34/',
        'https://app.example/#',
        'https://me@app.example/',
        'https://app.example/..',
        'javascript:alert(1)',
      ]) {
        expect(parseRedirectUri(uri, description.redirectUris), uri).toMatchObject({ ok: false })
      }
    })

    it('[WCAG 2.2 §1.4.3] has colours that can be read on each other', () => {
      expect(contrast(description.look.accent, description.look.onAccent)).toBeGreaterThanOrEqual(4.5)
    })
  },
)

describe('the descriptions side by side', () => {
  it('[Audius, step 2] takes http and custom schemes; standard takes http on loopback only', () => {
    expect(parseRedirectUri('http://app.example/cb', audius.redirectUris)).toMatchObject({ ok: true })
    expect(parseRedirectUri('http://app.example/cb', standard.redirectUris)).toMatchObject({ problem: { code: 'redirect_uri_scheme' } })
  })

  it('[Audiotool] takes 127.0.0.1 and never localhost', () => {
    expect(parseRedirectUri('http://localhost:5173/', audiotool.redirectUris)).toMatchObject({
      problem: { code: 'redirect_uri_localhost' },
    })
    expect(parseRedirectUri('http://127.0.0.1:5173/', audiotool.redirectUris)).toMatchObject({ ok: true })
  })

  it('[OAuth 2.1 §4.1.1] standard never relaxes', () => {
    expect(standard.authorization.pkce).toBe('required')
    expect(standard.issuerInResponse).toBe(true)
    expect(standard.tokenRequest).toMatchObject({ clientIdOptional: false, redirectUriOptional: false, serverEncodings: ['form'] })
    expect(standard.tokens.accessTokenLifetimeSeconds).toBeLessThanOrEqual(3600)
    expect(standard.tokens.refreshToken?.absoluteLifetimeSeconds).not.toBeNull()
    expect(standard.refusalDescriptions).toEqual({})
    expect(standard.redirectUris.whenNoneRegistered).toBe('refuse')
    expect(standard.authorization.redirectUriOptional).toBe(false)
    expect(standard.client.unregistered).toBeNull()
    expect(standard.tokenRequest.grantTypes).not.toContain('password')
    expect(standard.resources).toMatchObject({ tokenQueryParameter: null, basic: false })
  })
})

/** Contrast ratio of two `#rrggbb` colours (WCAG 2.2, definition). */
function contrast(one: string, other: string): number {
  const luminance = (colour: string): number => {
    const [r = 0, g = 0, b = 0] = (colour.match(/[\da-f]{2}/gi) ?? []).map((hex) => {
      const channel = Number.parseInt(hex, 16) / 255
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}
