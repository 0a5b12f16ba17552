import { decodeBase64url, encodeBase64url } from '@stagedoor/protocol'
import { checkName } from '../accounts/account-rules.ts'
import { recordAct } from '../audit/record-act.ts'
import type { SignedInBrowser } from '../browser-session.ts'
import type { HttpResponse } from '../http/http-message.ts'
import { PageProblem } from '../page-problem.ts'
import type { PasskeyProblem } from '../ports/passkey-pages.ts'
import type { Passkey } from '../ports/second-factor-store.ts'
import { StoreUnavailableError } from '../ports/store.ts'
import { beginCeremony, takeCeremony } from '../second-factors/ceremonies.ts'
import { browserFormat, readOpaqueSecret } from '../secrets/opaque-secret.ts'
import { goTo, showPage } from '../site/site-answers.ts'
import type { SiteVisit } from '../site/site-route.ts'
import { findPasskeyPlace, type PasskeyPlace } from './passkey-place.ts'

type SignedInVisit = SiteVisit & { readonly browser: SignedInBrowser }

/** Passkeys of one account. */
const mostPasskeys = 20

/** `GET /account/passkeys`. */
export function showPasskeys(visit: SignedInVisit): Promise<HttpResponse> {
  return renderPasskeys(visit, [])
}

/** `POST /account/passkeys`: adds one (WebAuthn §7.1), or removes one. */
export async function submitPasskeys(visit: SignedInVisit): Promise<HttpResponse> {
  try {
    switch (visit.parameters.get('act')) {
      case 'add':
        return await addPasskey(visit)
      case 'remove':
        return await removePasskey(visit)
      default:
        throw new PageProblem('request_malformed', { reason: 'passkeys_without_act' })
    }
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error
    visit.context.log({ reason: error.code, at: visit.context.clock(), cause: error })
    return renderPasskeys(visit, [{ field: '', code: 'busy' }])
  }
}

async function addPasskey(visit: SignedInVisit): Promise<HttpResponse> {
  const { context, parameters, browser } = visit
  const name = checkName(parameters.get('name') ?? '')
  if (!name.ok) return renderPasskeys(visit, [{ field: 'name', code: readNameCode(name.code) }])
  const sent = parameters.get('response')
  if (sent === undefined) return renderPasskeys(visit, [{ field: '', code: 'passkey_missing' }])
  if (sent === 'known') return renderPasskeys(visit, [{ field: '', code: 'passkey_known' }])
  const challenge = parameters.get('challenge') ?? ''
  const claimed = { name: challenge, purpose: 'passkey_registration', browserKey: browserKeyOf(visit) } as const
  const ceremony = await takeCeremony(context, claimed)
  const { verifier, rpId, origins } = getPlace(visit)
  const registered =
    ceremony?.userId === browser.user.id ? await verifier.verifyRegistration(sent, { challenge, rpId, origins }) : undefined
  if (registered === undefined) return renderPasskeys(visit, [{ field: '', code: 'passkey_refused' }])
  const facts = { userId: browser.user.id, name: name.value, createdAt: context.now(), lastUsedAt: null }
  const { outcome } = await context.store.secondFactors.addPasskey({ ...registered, ...facts }, mostPasskeys)
  if (outcome !== 'added') return renderPasskeys(visit, [{ field: '', code: `passkey_${outcome}` }])
  await record(visit, 'user.passkey_added', registered.credentialId)
  return goTo(visit, '/account/passkeys', 'passkey_added')
}

function readNameCode(code: string): PasskeyProblem['code'] {
  return code === 'name_missing' || code === 'name_too_long' ? code : 'name_malformed'
}

async function removePasskey(visit: SignedInVisit): Promise<HttpResponse> {
  const { context, parameters, browser } = visit
  const credentialId = decodeBase64url(parameters.get('passkey') ?? '')
  const isRemoved = credentialId !== undefined && (await context.store.secondFactors.removePasskey(browser.user.id, credentialId))
  if (isRemoved) await record(visit, 'user.passkey_removed', credentialId)
  return goTo(visit, '/account/passkeys', isRemoved ? 'passkey_removed' : 'passkey_gone')
}

function record({ context, request, browser }: SignedInVisit, act: string, credentialId: Uint8Array): Promise<void> {
  const target = { kind: 'user', id: browser.user.id } as const
  return recordAct(context, { actor: target, act, target, detail: { passkey: encodeBase64url(credentialId) }, request })
}

function browserKeyOf({ browserSecret }: SiteVisit): Uint8Array {
  const key = readOpaqueSecret(browserFormat, browserSecret)
  if (key === undefined) throw new PageProblem('server_error', { reason: 'browser_secret_malformed' })
  return key
}

function getPlace({ context }: SiteVisit): PasskeyPlace {
  const place = findPasskeyPlace(context)
  if (place === undefined) throw new PageProblem('page_unknown', { reason: 'passkeys_not_offered' })
  return place
}

async function renderPasskeys(visit: SignedInVisit, problems: readonly PasskeyProblem[]): Promise<HttpResponse> {
  const { context, frame, parameters, browser } = visit
  const { id, username, name } = browser.user
  const passkeys = await context.store.secondFactors.listPasskeys(id)
  const challenge = await beginCeremony(context, { purpose: 'passkey_registration', browserKey: browserKeyOf(visit), userId: id })
  const offer = {
    challenge,
    rpId: getPlace(visit).rpId,
    userHandle: Buffer.from(id).toString('base64url'),
    username,
    displayName: name,
    known: passkeys.map(({ credentialId }) => encodeBase64url(credentialId)),
  }
  const page = { ...frame, problems, typed: parameters.get('name') ?? '', passkeys: passkeys.map(showPasskey), offer }
  const [first] = problems
  const status = first === undefined ? 200 : first.code === 'busy' ? 503 : 422
  return showPage(visit, context.pages.passkeys.manage(page), { status })
}

function showPasskey({
  credentialId,
  name,
  createdAt,
  lastUsedAt,
}: Passkey): { id: string } & Pick<Passkey, 'name' | 'createdAt' | 'lastUsedAt'> {
  return { id: encodeBase64url(credentialId), name, createdAt, lastUsedAt }
}
