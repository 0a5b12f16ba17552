import { StagedoorError } from '@stagedoor/client'
import { type HandOverMessage, parseHandOverMessage } from '@stagedoor/client/hand-over'
import { jsonResponse } from './answer-page.ts'
import { checkOwnRequest, getUserId } from './check-visit.ts'
import { readBody } from './read-body.ts'
import { takeParcel } from './take-parcel.ts'
import type { Visit, WebContext, WebHandler } from './web-context.ts'
import { describeFailure, WebRefusal } from './web-failure.ts'

/**
 * Answers `withHandOver()` and `handOverTokens()` of the browser client, with the vault as the one owner of the tokens.
 *
 * A `code` of a page is not redeemed: new sign-ins begin at `connect/{platform}`, whose verifier never leaves the server.
 */
export const handOver: WebHandler = async (context, visit) => {
  try {
    checkJson(visit.request)
    checkOwnRequest(context, visit.request)
    const message = parseHandOverMessage(await readBody(visit.request))
    if (message === undefined) return jsonResponse(400, { error: 'invalid_response' })
    return jsonResponse(200, await answer(context, visit, message))
  } catch (error) {
    return refuse(error)
  }
}

async function answer(context: WebContext, visit: Visit, message: HandOverMessage): Promise<object> {
  const { vault } = context
  const userId = getUserId(visit)
  if (message.kind === 'code') throw new StagedoorError('configuration')
  if (message.kind === 'tokens') return takeParcel(context, { ...message, userId, platformId: visit.platformId })
  const connection = await vault.connection(userId, visit.platformId)
  switch (message.kind) {
    case 'session': {
      if (connection.status === 'connected') return { status: 'authenticated', scope: connection.scope }
      const reason = connection.status === 'not_connected' ? 'signed_out' : 'session_ended'
      return { status: 'unauthenticated', reason }
    }
    case 'profile': {
      const { id, name, handle } = await connection.test()
      return { subject: id, ...(name !== null && { name }), ...(handle !== null && { username: handle }) }
    }
    case 'logout':
      return connection.disconnect()
  }
}

/** JSON across origins only comes after asking, which nobody here allows. @throws WebRefusal `foreign_request` */
function checkJson({ headers }: Request): void {
  if (!/^application\/json\b/i.test(headers.get('content-type') ?? '')) throw new WebRefusal('foreign_request')
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ['sign_in_first', 'not_signed_in'],
  ['foreign_request', 'request_refused'],
])

/** In the codes that the browser client knows; what it does not know, it asks again. */
function refuse(error: unknown): Response {
  const failure = describeFailure(error)
  if (failure === undefined) throw error
  const code = NAMES.get(failure.code) ?? failure.code
  return jsonResponse(failure.status, { error: code, retry_after: failure.retryAfterSeconds })
}
