import type { PlatformDescription, ProfileMember } from '@stagedoor/platforms'
import type { User } from '../../ports/records.ts'
import { readProfileClaim } from '../../profile-claims.ts'
import { expandScope } from '../../scope-inclusion.ts'

/** Writes a profile as JSON. */
export type ProfileWriter = (user: User, scope: readonly string[]) => string

/** One member of the answer: what is always the same, a claim, or an object of members. */
type Node =
  | { readonly start: string; readonly constant: string }
  | { readonly start: string; readonly member: ProfileMember }
  | { readonly start: string; readonly children: Node[] }

/**
 * Compiles the profile table of a platform, once, to a writer of its answers: the envelope first, then the claims.
 *
 * A claim that is not known of the person, or that the scope does not cover, is left out, and so is an object that would be empty.
 * Records never change: for the very same ones, which a store hands out when it remembers, what was written is given again.
 *
 * @throws TypeError when one path is a value and an object at once.
 */
export function createProfileWriter({ profile, scopes }: PlatformDescription): ProfileWriter {
  const roots: Node[] = []
  for (const { path, value } of profile.constants) insert(roots, path, (start) => ({ start, constant: JSON.stringify(value) }))
  for (const member of profile.members) insert(roots, member.path, (start) => ({ start, member }))
  const written = new WeakMap<User, { readonly scope: readonly string[]; readonly json: string }>()
  return (user, scope) => {
    const known = written.get(user)
    if (known?.scope === scope) return known.json
    const json = `{${writeMembers(roots, user, expandScope(scopes, scope))}}`
    written.set(user, { scope, json })
    return json
  }
}

function insert(roots: Node[], path: string, createLeaf: (start: string) => Node): void {
  const names = path.split('.')
  let siblings = roots
  for (const [index, name] of names.entries()) {
    const start = `${JSON.stringify(name)}:`
    const known = siblings.find((node) => node.start === start)
    if (index === names.length - 1) {
      if (known !== undefined) throw new TypeError(`The profile has ${path} twice.`)
      siblings.push(createLeaf(start))
      return
    }
    const node = known ?? { start, children: [] }
    if (!('children' in node)) throw new TypeError(`The profile has a value and an object on the way to ${path}.`)
    if (known === undefined) siblings.push(node)
    siblings = node.children
  }
}

function writeMembers(nodes: readonly Node[], user: User, scope: ReadonlySet<string>): string {
  let json = ''
  for (const node of nodes) {
    const value = writeNode(node, user, scope)
    if (value !== undefined) json += (json === '' ? '' : ',') + node.start + value
  }
  return json
}

function writeNode(node: Node, user: User, scope: ReadonlySet<string>): string | undefined {
  if ('constant' in node) return node.constant
  if ('member' in node) return writeClaim(node.member, user, scope)
  const members = writeMembers(node.children, user, scope)
  return members === '' ? undefined : `{${members}}`
}

function writeClaim({ claim, prefix, scope }: ProfileMember, user: User, granted: ReadonlySet<string>): string | undefined {
  if (scope !== undefined && !granted.has(scope)) return undefined
  const value = readProfileClaim[claim](user)
  if (value === undefined) return undefined
  return JSON.stringify(prefix === undefined ? value : `${prefix}${String(value)}`)
}
