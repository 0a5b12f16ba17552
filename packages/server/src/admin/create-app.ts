import { hkdfSync } from 'node:crypto'
import { createClientId } from '../client-registration/create-client-id.ts'
import { createClientSecret } from '../client-registration/create-client-secret.ts'
import type { Client } from '../ports/records.ts'
import type { AdminContext } from './admin-context.ts'
import { AdminError } from './admin-error.ts'
import { type AppDescription, checkApp } from './check-app.ts'
import { getApp } from './find-app.ts'
import { getUser } from './find-user.ts'
import { recordOperatorAct } from './record-operator-act.ts'
import { type ShownApp, showApp } from './shown-app.ts'

/** An app to be. */
export interface NewApp extends AppDescription {
  readonly listed?: boolean
  readonly verified?: boolean
  /** Username, e-mail address or id of who shall look after it in the developer portal; nobody, when it is left out. */
  readonly owner?: string
}

/** An app that was made. */
export interface CreatedApp {
  readonly app: ShownApp
  /** Shown this once; `null` for an app without one, and when the same request made the app before. */
  readonly clientSecret: string | null
}

/**
 * Makes an app.
 *
 * @param idempotencyKey - The same key of the same operator makes one app, however often it is sent.
 * @throws AdminError `user_unknown`, `id_taken`, `idempotency_key_reused`. @throws RegistrationError
 */
export async function createApp(context: AdminContext, wanted: NewApp, idempotencyKey?: string): Promise<CreatedApp> {
  const { platform, store, random, now } = context
  const registration = checkApp(context, wanted)
  const ownerId = wanted.owner === undefined ? null : (await getUser(context, wanted.owner)).id
  const id = createClientId(platform.client, idempotencyKey === undefined ? random : keyedRandom(context, idempotencyKey))
  const secret = registration.authenticationMethod === 'none' ? null : createClientSecret(random)
  const client: Omit<Client, 'secretDigests' | 'logo'> = {
    ...registration,
    id,
    verified: wanted.verified ?? false,
    createdAt: now(),
    disabledAt: null,
  }
  const kept = secret && { digest: secret.digest, ending: secret.ending, label: '', createdAt: now() }
  const { outcome } = await store.apps.create({ client, listed: wanted.listed ?? false, ownerId, secret: kept }, Number.MAX_SAFE_INTEGER)
  if (outcome === 'id_taken') return answerAgain(context, client, idempotencyKey)
  await recordOperatorAct(context, 'app.created', { kind: 'client', id }, { name: client.name, owner: ownerId })
  return { app: showApp(await getApp(context, id)), clientSecret: secret?.text ?? null }
}

/** The id of an app that is made twice is the same, so it is there already; until it is changed, it is as the first request had it. */
async function answerAgain(
  context: AdminContext,
  wanted: Omit<Client, 'secretDigests' | 'logo'>,
  idempotencyKey: string | undefined,
): Promise<CreatedApp> {
  if (idempotencyKey === undefined) throw new AdminError('id_taken', 'The id that was made for it exists. Send the request again.')
  const made = await getApp(context, wanted.id)
  if (made.version === 1 && nameWanted(made.client) !== nameWanted(wanted)) {
    const message = `The same Idempotency-Key made another app before, ${JSON.stringify(made.client.name)}: take a new key for a new app.`
    throw new AdminError('idempotency_key_reused', message)
  }
  return { app: showApp(made), clientSecret: null }
}

function nameWanted(client: Omit<Client, 'secretDigests' | 'logo'>): string {
  const { name, homepage, redirectUris, scope, applicationType, authenticationMethod } = client
  return JSON.stringify([name, homepage, redirectUris, scope, applicationType, authenticationMethod])
}

function keyedRandom({ operator }: AdminContext, key: string): (length: number) => Uint8Array {
  return (length) => new Uint8Array(hkdfSync('sha256', key, `${operator.kind} ${operator.id}`, 'stagedoor client id', length))
}
