import { createPersonalToken } from '@stagedoor/server'
import { array, exactOptional, maxLength, minLength, pipe, regex, strictObject, string } from 'valibot'
import type { PlatformAct } from './control-act.ts'
import { ControlError } from './control-error.ts'
import { readInput } from './read-input.ts'

const text = pipe(string('must be text.'), minLength(1, 'must not be empty.'), maxLength(100, 'must have at most 100 characters.'))
const tokenName = pipe(text, maxLength(80, 'must have at most 80 characters.'), regex(/^\P{Cc}*$/u, 'must have visible characters only.'))

const personalTokenInput = strictObject(
  { username: text, name: exactOptional(tokenName, 'Script'), scope: exactOptional(array(text, 'must be a list of scope tokens.')) },
  'must be an object with username, and name and scope if you like.',
)

/** A personal access token or API key, in plain: it is shown once. */
export interface IssuedPersonalToken {
  readonly token: string
  readonly name: string
  readonly scope: readonly string[]
}

/**
 * `POST /_control/<platform>/personal-tokens`: what a person would make on the platform's account page for a script of their own.
 * Without `scope` it may do everything that the platform knows.
 *
 * @throws ControlError `invalid_request`: the platform has none, or knows no such scope; `user_unknown`.
 */
export const issuePersonalToken: PlatformAct<IssuedPersonalToken> = async ({ description, server, store }, input) => {
  const known = description.scopes.map(({ token }) => token)
  const { username, name, scope = known } = readInput(personalTokenInput, input)
  if (description.resources.personalToken === null) throw new ControlError('invalid_request', `${description.name} has no personal tokens.`)
  const strange = scope.findIndex((token) => !known.includes(token))
  if (strange >= 0)
    throw new ControlError('invalid_request', `scope[${strange}] is unknown here: ${description.name} knows ${known.join(', ')}.`)
  const user = await store.users.findByUsername(username)
  if (user === undefined) throw new ControlError('user_unknown', 'username names no account of this platform.')
  const { token } = await createPersonalToken(server.context, { userId: user.id, scope, name })
  return { status: 201, body: { token, name, scope } }
}
