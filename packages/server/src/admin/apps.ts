import type { ListPage } from '../ports/operator-store.ts'
import type { AdminContext } from './admin-context.ts'
import { AdminError } from './admin-error.ts'
import { type AppDescription, checkApp } from './check-app.ts'
import { getApp, unknownApp } from './find-app.ts'
import { recordOperatorAct } from './record-operator-act.ts'
import { type ShownApp, showApp } from './shown-app.ts'

/** What an operator changes of an app; what is left out stays. Whether it has secrets is decided once. */
export interface AppChange extends Partial<Omit<AppDescription, 'authenticationMethod'>> {
  readonly listed?: boolean
  readonly verified?: boolean
  /** Refuses the change when the app is at another one by now. */
  readonly version?: number
}

/** Lists apps, oldest first. `next` is where the next page begins; `null` at the end. */
export async function listApps(
  { store }: AdminContext,
  page: ListPage,
): Promise<{ readonly apps: readonly ShownApp[]; readonly next: string | null }> {
  const apps = await store.operator.listApps(page)
  return { apps: apps.map(showApp), next: apps.length < page.limit ? null : (apps.at(-1)?.client.id ?? null) }
}

/** Finds an app. @throws AdminError `app_unknown`. */
export async function findApp(context: AdminContext, clientId: string): Promise<ShownApp> {
  return showApp(await getApp(context, clientId))
}

/** Changes an app. @throws AdminError `app_unknown`, `changed_meanwhile`. @throws RegistrationError */
export async function changeApp(context: AdminContext, clientId: string, change: AppChange): Promise<ShownApp> {
  const { store } = context
  const { client, version, listed } = await getApp(context, clientId)
  const { id } = client
  const { verified, version: expected = version, ...described } = change
  const { homepage, name, redirectUris, scope, applicationType } = checkApp(context, { ...client, ...described })
  const changed = await store.apps.update(id, expected, {
    ...{ name, homepage, redirectUris, scope, applicationType },
    listed: change.listed ?? listed,
  })
  if (changed.outcome === 'unknown') throw unknownApp(clientId)
  if (changed.outcome === 'changed_meanwhile') {
    const message = `The app is at version ${changed.app.version}, not ${expected}: look at it again, then change it.`
    throw new AdminError('changed_meanwhile', message)
  }
  if (verified !== undefined) await store.operator.setAppVerified(id, verified)
  await recordOperatorAct(context, 'app.updated', { kind: 'client', id }, { changed: Object.keys(change).join(' ') })
  return findApp(context, id)
}

/** Lets an app do nothing from now on, or lets it again; everything that it holds rests meanwhile. @throws AdminError `app_unknown`. */
export async function setAppDisabled(context: AdminContext, clientId: string, isDisabled: boolean): Promise<ShownApp> {
  const { client } = await getApp(context, clientId)
  const { outcome } = await context.store.apps.setDisabled(client.id, isDisabled ? context.now() : null)
  if (outcome === 'unknown') throw unknownApp(clientId)
  await recordOperatorAct(context, isDisabled ? 'app.disabled' : 'app.enabled', { kind: 'client', id: client.id })
  return findApp(context, client.id)
}

/** What ended with an app. */
export interface DeletedApp {
  readonly people: number
  readonly grants: number
}

/** Deletes an app for good: every token ends, its id is never given out again. @throws AdminError `app_unknown`. */
export async function deleteApp(context: AdminContext, clientId: string): Promise<DeletedApp> {
  const { store, now } = context
  const { client } = await getApp(context, clientId)
  const ended = await store.apps.measure(client.id, now())
  const { outcome } = await store.apps.delete(client.id, now())
  if (outcome === 'unknown') throw unknownApp(clientId)
  await recordOperatorAct(context, 'app.deleted', { kind: 'client', id: client.id }, { name: client.name, ...ended })
  return ended
}
