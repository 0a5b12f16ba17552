import { jsonResponse } from './answer-page.ts'
import { getUserId } from './check-visit.ts'
import type { WebHandler } from './web-context.ts'

/** Lists what there is to connect, and what is connected. */
export const listConnections: WebHandler = async ({ vault }, visit) => {
  const connections = await vault.list(getUserId(visit))
  return jsonResponse(200, {
    platforms: vault.platforms.map(({ id, name }) => ({ id, name })),
    connections: connections.map(({ userId: _userId, ...rest }) => rest),
  })
}
