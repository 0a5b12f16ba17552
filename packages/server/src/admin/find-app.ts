import type { App } from '../ports/app-store.ts'
import type { AdminContext } from './admin-context.ts'
import { AdminError } from './admin-error.ts'

/** Gets an app by its id, in any letter case where the platform's ids have none. @throws AdminError `app_unknown`. */
export async function getApp({ platform, store }: AdminContext, clientId: string): Promise<App> {
  const app = await store.apps.find(platform.client.idFormat.caseInsensitive ? clientId.toLowerCase() : clientId)
  if (app === undefined) throw unknownApp(clientId)
  return app
}

/** The refusal for an app that is not there, or not any more. */
export function unknownApp(clientId: string): AdminError {
  return new AdminError('app_unknown', `There is no app with the client id ${JSON.stringify(clientId.slice(0, 100))}.`)
}
