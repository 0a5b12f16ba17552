import { randomUUID } from 'node:crypto'
import type { PasswordHasher } from '@stagedoor/server/ports'
import { maxLength, minLength, nonEmpty, object, optional, pipe, regex, string } from 'valibot'
import { pictureTemplate } from '../dev/pictures.ts'
import type { PlatformHost } from '../dev/platform-host.ts'
import type { ControlAnswer } from './control.ts'
import { ControlError } from './control-error.ts'
import { checkBody } from './read-json.ts'

const line = (most: number) =>
  pipe(
    string('must be a text'),
    nonEmpty('must not be empty'),
    maxLength(most, `has ${most} characters at most`),
    regex(/^\P{Cc}+$/u, 'has no control characters'),
  )

const schema = object({
  username: line(100),
  password: pipe(string('must be a text'), minLength(1, 'must not be empty'), maxLength(1024, 'has 1024 characters at most')),
  name: optional(line(200)),
  email: optional(line(320)),
})

/** `POST /_control/<platform>/users`: adds an account. */
export async function addUser(host: PlatformHost, url: string, passwordHasher: PasswordHasher, body: unknown): Promise<ControlAnswer> {
  const { username, password, name = username, email = null } = checkBody(schema, body)
  const added = await host.store.users.add({
    id: randomUUID(),
    username,
    passwordDigest: await passwordHasher.hash(password),
    name,
    email,
    emailVerified: false,
    verified: false,
    pictureTemplate: pictureTemplate(url, host.description.id, username),
    createdAt: host.server.context.now(),
    disabledAt: null,
  })
  if (added.outcome === 'username_taken') throw new ControlError(409, 'username_taken', `There is an account '${username}' already.`)
  return { status: 201, body: { id: added.user.id, username } }
}
