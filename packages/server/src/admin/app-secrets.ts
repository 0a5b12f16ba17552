import { createClientSecret } from '../client-registration/create-client-secret.ts'
import type { AppSecret } from '../ports/app-store.ts'
import type { AdminContext } from './admin-context.ts'
import { AdminError } from './admin-error.ts'
import { getApp, unknownApp } from './find-app.ts'
import { recordOperatorAct } from './record-operator-act.ts'

/** One in use, and the next one: what a rotation without a pause needs. */
const mostSecrets = 2

/** Lists what is known of an app's secrets; never a secret. @throws AdminError `app_unknown`. */
export async function listSecrets(context: AdminContext, clientId: string): Promise<{ readonly secrets: readonly AppSecret[] }> {
  const { client } = await getApp(context, clientId)
  return { secrets: await context.store.apps.listSecrets(client.id) }
}

/** Adds a secret and shows it, this once. @throws AdminError `app_unknown`, `secrets_unsupported`, `too_many_secrets`. */
export async function addSecret(context: AdminContext, clientId: string, label: string): Promise<{ readonly clientSecret: string }> {
  const { client } = await getApp(context, clientId)
  if (client.authenticationMethod === 'none')
    throw new AdminError('secrets_unsupported', 'This app is public: it has no secret, as whoever has the app could read it.')
  const secret = createClientSecret(context.random)
  const kept = { digest: secret.digest, ending: secret.ending, label, createdAt: context.now() }
  const { outcome } = await context.store.apps.addSecret(client.id, kept, mostSecrets)
  if (outcome === 'unknown') throw unknownApp(clientId)
  if (outcome === 'too_many')
    throw new AdminError(
      'too_many_secrets',
      `An app has at most ${mostSecrets} secrets at a time: revoke the one that is not in use any more.`,
    )
  await recordOperatorAct(context, 'app.secret_added', { kind: 'client', id: client.id }, { label })
  return { clientSecret: secret.text }
}

/** Ends a secret, at once. @throws AdminError `app_unknown`, `secret_unknown`. */
export async function revokeSecret(context: AdminContext, clientId: string, secretId: string): Promise<{ readonly revoked: true }> {
  const { client } = await getApp(context, clientId)
  const { outcome } = await context.store.apps.revokeSecret(client.id, secretId)
  if (outcome === 'unknown') throw new AdminError('secret_unknown', 'The app has no such secret; its list of secrets has their ids.')
  await recordOperatorAct(context, 'app.secret_revoked', { kind: 'client', id: client.id })
  return { revoked: true }
}
