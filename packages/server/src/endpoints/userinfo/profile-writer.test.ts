import { standard } from '@stagedoor/platforms'
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
