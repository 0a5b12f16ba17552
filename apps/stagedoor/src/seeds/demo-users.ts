import { createHash } from 'node:crypto'
import type { NewUser } from '@stagedoor/server/ports'
import { pictureTemplate } from '../pictures/place-pictures.ts'

/** Someone to sign in as, on every platform of the emulator. */
export interface DemoUser {
  readonly username: string
  readonly password: string
  readonly name: string
  readonly verified: boolean
  /** Epoch seconds, the same at every start: older than all that the account has made. */
  readonly joinedAt: number
}

const password = 'stage-demo'

/** argon2id of {@link password}, computed once: hashing it at every start would be most of the start. */
const passwordDigest = '$argon2id$v=19$m=19456,t=2,p=1$c3RhZ2Vkb29yIGRlbW8gMQ$dF6oXj5TpO9gN+ToPlLw56LrWv53JyeZAa+hNvA9x3E'

/** The demo accounts; their passwords are public, which is why they exist in `dev` only. */
export const demoUsers: readonly DemoUser[] = [
  { username: 'mira', password, name: 'Mira Okafor', verified: true, joinedAt: Date.UTC(2024, 4, 4, 10) / 1000 },
  { username: 'jonas', password, name: 'Jonas Lindqvist', verified: false, joinedAt: Date.UTC(2025, 0, 17, 19) / 1000 },
]

/** The record of a demo account on a platform: the same id at every start, another on every platform. */
export function createDemoUserRecord(user: DemoUser, platformId: string): NewUser {
  return {
    id: createHash('sha256').update(`demo user ${user.username} of ${platformId}`).digest('base64url').slice(0, 22),
    username: user.username,
    passwordDigest,
    name: user.name,
    email: `${user.username}@artists.example`,
    emailVerified: true,
    verified: user.verified,
    pictureTemplate: pictureTemplate(platformId, user.username),
    createdAt: user.joinedAt,
    disabledAt: null,
  }
}
