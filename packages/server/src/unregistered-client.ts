import { createHash } from 'node:crypto'
import type { ClientRules, PlatformDescription, RateLimit } from '@stagedoor/platforms'
import type { Client } from './ports/records.ts'
import { createFixedWindow, type FixedWindow } from './rate-limit/fixed-window.ts'
import type { ServerContext } from './server-context.ts'

/** So many new names a server takes: whoever invents names fills a table, no more than this. */
const limit: RateLimit = { by: 'ip', requests: 100, windowSeconds: 3600, window: 'PT1H' }

/** Of all callers together: addresses are easily had. */
const everybody = 'everybody'

/** Creates what counts the new names of a server. */
export function createNewNameWindow(): FixedWindow {
  return createFixedWindow(limit)
}

/** What came of an app's name. */
export type UnregisteredClientOutcome =
  | { readonly outcome: 'found'; readonly client: Client }
  | { readonly outcome: 'name_malformed' }
  | { readonly outcome: 'too_many' }

/**
 * Finds the client that stands for an app which gives its name and is registered nowhere; makes it when the name is new.
 *
 * Its id is derived from the name, so the same name is the same client: also to whoever pretends. It is public, has no redirect URI,
 * may ask for what the platform lets such apps ask for, and is never verified. At most a hundred are made in an hour.
 */
export async function findUnregisteredClient(context: ServerContext, sentName: string): Promise<UnregisteredClientOutcome> {
  const name = sentName.trim().normalize('NFC')
  if (!isName(name)) return { outcome: 'name_malformed' }
  const { store, platform } = context
  const id = unregisteredClientId(platform.client, name)
  const known = await store.clients.find(id)
  if (known !== undefined) return { outcome: 'found', client: known }
  if (context.newNames.find(everybody, context.now()) !== undefined) return { outcome: 'too_many' }
  context.newNames.count(everybody, context.now())
  const client: Client = {
    id,
    name,
    applicationType: 'web',
    authenticationMethod: 'none',
    secretDigests: [],
    redirectUris: [],
    scope: platform.client.unregistered?.scope ?? [],
    homepage: null,
    verified: false,
    createdAt: context.now(),
    disabledAt: null,
  }
  await store.clients.add(client) // `id_taken`: another request was quicker with the same name
  return { outcome: 'found', client }
}

/** Tells whether a client only stands for a name that nobody has registered. */
export function isUnregistered({ client: rules }: PlatformDescription, client: Client): boolean {
  return rules.unregistered !== null && client.redirectUris.length === 0 && client.id === unregisteredClientId(rules, client.name)
}

/** Up to sixty characters that leave ink, and single spaces: what a person can read and compare. */
function isName(name: string): boolean {
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S}]+(?: [\p{L}\p{M}\p{N}\p{P}\p{S}]+)*$/u.test(name) && [...name].length <= 60
}

/** SHA-256 of the name, in the form of the platform's ids. */
function unregisteredClientId({ idFormat: { kind, length } }: ClientRules, name: string): string {
  const digest = createHash('sha256').update(`unregistered app: ${name}`)
  if (kind === 'base64url') return digest.digest('base64url').slice(0, length)
  const hex = digest.digest('hex')
  return kind === 'hex' ? hex.slice(0, length) : hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5')
}
