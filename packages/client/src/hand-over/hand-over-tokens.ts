import { encodeBase64url } from '@stagedoor/protocol'
import { partsOf } from '../assemble-client.ts'
import { revoke } from '../requests/revoke.ts'
import { LATE_MS } from '../session/refresher.ts'
import type { LiveSession, StoredSession } from '../session/stored-session.ts'
import type { SessionState } from '../session-state.ts'
import type { SignInParts } from '../sign-in/sign-in-parts.ts'
import type { StagedoorClient } from '../stagedoor-client.ts'
import { StagedoorError } from '../stagedoor-error.ts'
import { checkMovable } from './check-movable.ts'
import { openShelf, type Parcel, type ParcelShelf, packSession, withoutRefreshToken } from './parcel.ts'
import { postMessage } from './post-message.ts'

/**
 * Moves the tokens of somebody who is signed in on this page to the app's own server. The page's copy is deleted when the server has
 * acknowledged, and not before; from the moment they are sent, no tab refreshes with them. There is one owner at any time.
 *
 * When the acknowledgement is lost (`hand_over_uncertain`), call it again, also after a reload: the same tokens go out under the same name, and
 * the server that has them already says so. Until then the page may use the access token it has.
 *
 * Afterwards nobody is signed in *here*, in any tab: make the client with `withHandOver()` to see who is signed in there.
 *
 * Codes: `not_signed_in` (also: there is nothing left to move), `session_ended`, `hand_over_uncertain`, `offline`, `configuration`, and what the
 * server refused it with; refused, the session is what it was.
 *
 * @param url - Of `createHandOver()` on the page's own origin.
 */
export async function handOverTokens(client: StagedoorClient, url: string): Promise<SessionState> {
  const { parts } = partsOf(client)
  const { context, keeper } = parts
  checkMovable(context)
  const shelf = openShelf(context)
  // The refresh lock: a refresh under way ends first, and none begins while the tokens are on their way.
  await context.lock.withLock(context.namespace, async (waited) => {
    // Behind a refresh of another tab, which may be shown here late: what that one has spent must not go.
    if (waited === true) await new Promise<void>((resolve) => context.clock.after(LATE_MS, resolve))
    const waiting = await findWaiting(parts, shelf)
    const parcel = waiting ?? (await pack(parts, shelf))
    try {
      const message = { kind: 'tokens', id: parcel.id, session: parcel.session } as const
      const answer = await postMessage(context, url, { message, interrupted: 'hand_over_uncertain' })
      if (answer['accepted'] !== parcel.id) throw new StagedoorError('hand_over_uncertain')
    } catch (error) {
      // What was sent before may have been taken then, whatever the server says now.
      const isRefused = waiting === undefined && error instanceof StagedoorError && error.code !== 'hand_over_uncertain'
      if (isRefused) await unpack(parts, shelf, parcel)
      throw error
    }
    // Logged out while the tokens were on their way: then they are to go, wherever they are.
    if ((await keeper.read()).session === undefined) {
      await postMessage(context, url, { message: { kind: 'logout' }, interrupted: 'hand_over_uncertain' })
    }
    await finish(parts, shelf, parcel)
  })
  return keeper.state
}

/** Tells whether there are tokens here that a server could have. */
export async function hasTokens({ context, keeper }: SignInParts): Promise<boolean> {
  const { session } = await keeper.read()
  return (session?.kind === 'live' && session.accessToken !== '') || (await openShelf(context).find()) !== undefined
}

/** Finds the parcel that was sent before and not acknowledged. */
async function findWaiting(parts: SignInParts, shelf: ParcelShelf): Promise<Parcel | undefined> {
  const parcel = await shelf.find()
  if (parcel === undefined) return undefined
  if (parcel.isAccepted === true) {
    await finish(parts, shelf, parcel)
    return undefined
  }
  const { session } = await parts.keeper.read()
  const isOfSession = session?.signIn === parcel.signIn
  // With its refresh token still in it, this page was over before anything was sent.
  if (isOfSession && (session.kind === 'ended' || session.refreshToken === undefined)) return parcel
  // Logged out since, or signed in anew: nobody is to have these, the server neither.
  if (!isOfSession) await revoke(parts.context, { kind: 'live', signIn: parcel.signIn, rotation: 0, ...parcel.session })
  await shelf.put(undefined)
  return undefined
}

/** Takes the tokens out of the session and puts them on the shelf; the access token stays in both. */
async function pack({ context, keeper }: SignInParts, shelf: ParcelShelf): Promise<Parcel> {
  for (;;) {
    const kept = await keeper.read()
    const { session } = kept
    if (session?.kind === 'ended') throw new StagedoorError('session_ended')
    if (session === undefined || session.accessToken === '') throw new StagedoorError('not_signed_in')
    const parcel = packSession(encodeBase64url(context.random(24)), session)
    await shelf.put(parcel)
    if (await keeper.swap(kept, withoutRefreshToken(session))) return parcel
    await shelf.put(undefined)
  }
}

/** Gives the session back what the server did not want. */
async function unpack({ keeper }: SignInParts, shelf: ParcelShelf, parcel: Parcel): Promise<void> {
  const kept = await keeper.read()
  if (kept.session?.kind === 'live' && kept.session.signIn === parcel.signIn)
    await keeper.swap(kept, { ...kept.session, ...parcel.session })
  await shelf.put(undefined)
}

/** Deletes the copy here. In three steps, so that a page that ends in between knows what is left to do. */
async function finish({ context, keeper }: SignInParts, shelf: ParcelShelf, parcel: Parcel): Promise<void> {
  await shelf.put({ ...parcel, isAccepted: true })
  const kept = await keeper.read()
  if (kept.session?.signIn === parcel.signIn) await keeper.swap(kept, whatStays(context, kept.session))
  await shelf.put(undefined)
}

/** Where the server signs people in, who is signed in there shows here. */
function whatStays({ part }: SignInParts['context'], { signIn, rotation, ...session }: StoredSession): LiveSession | undefined {
  const scope = session.kind === 'live' ? session.scope : []
  return part.redeemProof && { kind: 'live', signIn, rotation, accessToken: '', scope }
}
