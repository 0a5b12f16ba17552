import { jsonResponse, seeOther, wantsPage } from './answer-page.ts'
import { checkOwnRequest, getUserId, readReturnTo } from './check-visit.ts'
import { readFields } from './read-body.ts'
import type { WebHandler } from './web-context.ts'

/** Revokes at the platform and erases. Asked twice, it is done once. */
export const disconnect: WebHandler = async (context, visit) => {
  const { request, platformId } = visit
  checkOwnRequest(context, request)
  const userId = getUserId(visit)
  const returnTo = readReturnTo(await readFields(request))
  const connection = await context.vault.connection(userId, platformId)
  const { revoked } = await connection.disconnect()
  return wantsPage(request) ? seeOther(context.app.origin + (returnTo ?? context.returnTo)) : jsonResponse(200, { revoked })
}
