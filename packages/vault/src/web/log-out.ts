import { jsonResponse, seeOther, wantsPage } from './answer-page.ts'
import { checkOwnRequest, readReturnTo } from './check-visit.ts'
import { readFields } from './read-body.ts'
import type { WebHandler } from './web-context.ts'
import { WebRefusal } from './web-failure.ts'

/** Ends the app's own session; with `everywhere`, those of every device. Connections stay: they are the backend's. */
export const logOut: WebHandler = async (context, { request, userId }) => {
  const { sessions, app } = context
  if (sessions === undefined) throw new WebRefusal('not_found')
  checkOwnRequest(context, request)
  const fields = await readFields(request)
  const returnTo = readReturnTo(fields)
  const { setCookie } = await sessions.logout(request)
  if (fields.has('everywhere') && userId !== null) await sessions.logoutEverywhere(userId)
  const response = wantsPage(request) ? seeOther(app.origin + (returnTo ?? context.returnTo)) : jsonResponse(200, { loggedOut: true })
  response.headers.append('set-cookie', setCookie)
  return response
}
