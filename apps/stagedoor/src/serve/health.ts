import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Store } from '@stagedoor/server/ports'

/** Whether this process lives, and whether it may be sent people; for a load balancer or an orchestrator. */
export interface Health {
  /** Below `/_health/`. */
  answer(request: IncomingMessage, response: ServerResponse): void
  /** From now on it is not ready: nobody new should be sent. */
  beginToStop(): void
}

/** Path of {@link Health}, at the root of the port, outside the base URL's own path. */
export const healthPath = '/_health/'

/**
 * Answers `live` for as long as the event loop turns, and `ready` while the database answers and nobody asked the process to stop.
 * Neither says anything else: they are open to whoever reaches the port.
 */
export function createHealth(store: Pick<Store, 'signingKeys'>): Health {
  let isStopping = false
  const isReady = async (): Promise<boolean> => {
    if (isStopping) return false
    return store.signingKeys.list().then(
      () => true,
      () => false,
    )
  }
  return {
    answer(request, response) {
      const name = (request.url ?? '').slice(healthPath.length).split('?', 1)[0]
      if (name === 'live') return send(request, response, 200, 'live')
      if (name !== 'ready') return send(request, response, 404, 'not_found')
      void isReady().then((ready) => send(request, response, ready ? 200 : 503, ready ? 'ready' : 'not_ready'))
    },
    beginToStop() {
      isStopping = true
    },
  }
}

function send(request: IncomingMessage, response: ServerResponse, status: number, word: string): void {
  const body = JSON.stringify({ status: word })
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Length': Buffer.byteLength(body),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}
