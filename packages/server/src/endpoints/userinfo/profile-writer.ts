import type { PlatformDescription, ProfileClaim, ProfileMember } from '@stagedoor/platforms'
import type { User } from '../../ports/records.ts'
import { expandScope } from '../../scope-inclusion.ts'

/** Writes a profile as JSON. */
export type ProfileWriter = (user: User, scope: readonly string[]) => string

/** One member of the answer: a claim, or an object of members. */
type Node =
  | { readonly start: string; readonly claim: ProfileClaim; readonly scope: string | undefined }
  | { readonly start: string; readonly children: Node[] }

/**
 * Compiles the profile table of a platform, once, to a writer of its answers.
 *
 * A claim that is not known of the person, or that the scope does not cover, is left out, and so is an object that would be empty.
 * Records never change: for the very same ones, which a store hands out when it remembers, what was written is given again.
 *
 * @throws TypeError when one path is a value and an object at once.
 */
export function createProfileWriter({ profile, scopes }: PlatformDescription): ProfileWriter {
  const roots: Node[] = []
  for (const member of profile.members) insert(roots, member.path.split('.'), member)
  const written = new WeakMap<User, { readonly scope: readonly string[]; readonly json: string }>()
  return (user, scope) => {
    const known = written.get(user)
    if (known?.scope === scope) return known.json
    const json = `{${writeMembers(roots, user, expandScope(scopes, scope))}}`
    written.set(user, { scope, json })
    return json
  }
}

function insert(siblings: Node[], [name, ...rest]: readonly string[], member: ProfileMember): void {
  const start = `${JSON.stringify(name)}:`
  const known = siblings.find((node) => node.start === start)
  if (rest.length === 0) {
    if (known !== undefined) throw new TypeError(`The profile has ${member.path} twice.`)
    siblings.push({ start, claim: member.claim, scope: member.scope })
    return
  }
  const node = known ?? { start, children: [] }
  if (!('children' in node)) throw new TypeError(`The profile has a value and an object on the way to ${member.path}.`)
  if (known === undefined) siblings.push(node)
  insert(node.children, rest, member)
}

function writeMembers(nodes: readonly Node[], user: User, scope: ReadonlySet<string>): string {
  let json = ''
  for (const node of nodes) {
    const value = 'children' in node ? writeObject(node.children, user, scope) : writeClaim(node, user, scope)
    if (value !== undefined) json += (json === '' ? '' : ',') + node.start + value
  }
  return json
}

function writeObject(children: readonly Node[], user: User, scope: ReadonlySet<string>): string | undefined {
  const members = writeMembers(children, user, scope)
  return members === '' ? undefined : `{${members}}`
}

function writeClaim(
  { claim, scope }: { readonly claim: ProfileClaim; readonly scope: string | undefined },
  user: User,
  granted: ReadonlySet<string>,
): string | undefined {
  if (scope !== undefined && !granted.has(scope)) return undefined
  const value = readClaim[claim](user)
  return value === undefined ? undefined : JSON.stringify(value)
}

/** What is known of a person, claim by claim. */
const readClaim: Readonly<Record<ProfileClaim, (user: User) => string | number | boolean | readonly string[] | undefined>> = {
  subject: ({ id }) => id,
  number: ({ number }) => number,
  username: ({ username }) => username,
  name: ({ name }) => name,
  email: ({ email }) => email ?? undefined,
  emailVerified: ({ email, emailVerified }) => (email === null ? undefined : emailVerified),
  verified: ({ verified }) => verified,
  picture150: (user) => pictureOf(user, '150x150'),
  picture480: (user) => pictureOf(user, '480x480'),
  picture1000: (user) => pictureOf(user, '1000x1000'),
  createdAt: ({ createdAt }) => new Date(createdAt * 1000).toISOString(),
  pictureMirrors: ({ pictureTemplate }) => (pictureTemplate === null ? undefined : []), // we know of no further hosts
}

function pictureOf({ pictureTemplate }: User, size: string): string | undefined {
  return pictureTemplate?.replace('{size}', size)
}
