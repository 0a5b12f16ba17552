import { randomBytes } from 'node:crypto'
import { email, maxLength, minLength, optional, pipe, regex, strictObject, string } from 'valibot'
import { maxPasswordLength } from '../passwords/argon2-password-hasher.ts'
import { pictureTemplate } from '../pictures/place-pictures.ts'
import type { PlatformAct } from './control-act.ts'
import { ControlError } from './control-error.ts'
import { readInput } from './read-input.ts'

const userInput = strictObject(
  {
    username: pipe(string('must be text.'), regex(/^[\p{L}\p{N}._@+-]{1,64}$/u, 'must have 1 to 64 letters, digits or any of . _ @ + -')),
    password: pipe(
      string('must be text.'),
      minLength(1, 'must not be empty.'),
      maxLength(maxPasswordLength, `must have at most ${maxPasswordLength} characters.`),
    ),
    name: optional(
      pipe(
        string('must be text.'),
        // No controls, and none of the marks that turn the direction of what follows (Unicode TR 9 §2).
        regex(/^[^\p{Cc}\p{Cs}\u200e\u200f\u2028-\u202e\u2066-\u2069]{1,100}$/u, 'must be one line of 1 to 100 characters.'),
      ),
    ),
    email: optional(
      pipe(string('must be text.'), email('must be an e-mail address.'), maxLength(254, 'must have at most 254 characters.')),
    ),
  },
  'must be an object with username, password, and optionally name and email.',
)

/** An account that was added. */
export interface Account {
  /** The `sub` of OpenID Connect. */
  readonly id: string
  readonly username: string
  readonly name: string
  readonly email: string | null
}

/** `POST /_control/<platform>/users`: adds an account. @throws ControlError `invalid_request`, `username_taken`. */
export const addUser: PlatformAct<Account> = async ({ description, server, store, passwordHasher }, input) => {
  const user = readInput(userInput, input)
  const added = await store.users.add({
    id: randomBytes(16).toString('base64url'),
    username: user.username,
    passwordDigest: await passwordHasher.hash(user.password),
    name: user.name ?? user.username,
    email: user.email ?? null,
    emailVerified: false,
    verified: false,
    pictureTemplate: pictureTemplate(description.id, user.username),
    createdAt: server.context.now(),
    disabledAt: null,
  })
  if (added.outcome !== 'added') throw new ControlError('username_taken', 'username is in use, in this or another letter case.')
  const { id, username, name, email: address } = added.user
  return { status: 201, body: { id, username, name, email: address } }
}
