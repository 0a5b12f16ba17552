import { type PlatformDescription, standard } from '@stagedoor/platforms'
import { expect, it } from 'vitest'
import type { User } from '../../ports/records.ts'
import { createProfileWriter } from './profile-writer.ts'

const user: User = {
  id: 'u',
  number: 1001,
  username: 'mira',
  passwordDigest: null,
  name: 'Mira Okafor',
  email: 'mira@artists.example',
  emailVerified: true,
  verified: false,
  pictureTemplate: null,
  createdAt: 1,
  disabledAt: null,
}

it('writes for each scope what it covers, and for another record of the person what that one says', () => {
  const write = createProfileWriter(standard)
  const [narrow, wide] = [['openid'], ['openid', 'email']]

  const written = [write(user, narrow), write(user, wide), write(user, narrow), write({ ...user, email: 'new@artists.example' }, wide)]

  expect(written[0]).not.toContain('mira@artists.example')
  expect(written[1]).toContain('mira@artists.example')
  expect(written[2]).toBe(written[0])
  expect(written[3]).toContain('new@artists.example')
})

/** The standard platform with another profile table. */
function withProfile(profile: Partial<PlatformDescription['profile']>): PlatformDescription {
  return { ...standard, profile: { ...standard.profile, members: [], constants: [], ...profile } }
}

it('writes the envelope, claims within it, and text before a claim, which makes it text', () => {
  const write = createProfileWriter(
    withProfile({
      constants: [
        { path: 'kind', value: 'user' },
        { path: 'data.plan', value: { id: 1, names: ['a', null] } },
      ],
      members: [
        { path: 'data.urn', claim: 'number', prefix: 'users:' },
        { path: 'data.number', claim: 'number' },
        { path: 'data.picture', claim: 'picture480', prefix: 'x' },
        { path: 'verified', claim: 'verified', prefix: 'is ' },
      ],
    }),
  )

  expect(JSON.parse(write(user, []))).toEqual({
    kind: 'user',
    data: { plan: { id: 1, names: ['a', null] }, urn: 'users:1001', number: 1001 },
    verified: 'is false',
  })
})

it.each([
  ['a constant and a claim at one path', 'kind', 'kind'],
  ['a claim below a constant', 'kind', 'kind.name'],
  ['a constant above a claim', 'kind.name', 'kind'],
])('[RFC 8259 §4] never starts with %s', (_, constant, member) => {
  const platform = withProfile({ constants: [{ path: constant, value: {} }], members: [{ path: member, claim: 'name' }] })

  expect(() => createProfileWriter(platform)).toThrow(TypeError)
})
