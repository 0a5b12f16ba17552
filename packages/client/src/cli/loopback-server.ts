import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { configurationError } from '../stagedoor-error.ts'
import { formatLoopbackPage, LOOPBACK_HEADERS, type LoopbackPage } from './loopback-page.ts'

/** How long the browser may take for the last page. */
const LAST_PAGE_MS = 2000

const NOTHING_HERE: LoopbackPage = { status: 404, title: 'Nothing here', text: 'A program waits on this address for a sign-in.' }

/** Waits on a port of 127.0.0.1 for a browser to come back. */
export interface LoopbackServer {
  /** With the port that was found. */
  readonly redirectUri: string
  /** Ends it, after the person has seen how it went. */
  close(): Promise<void>
}

/** What came of a reply. */
export interface TakenReply {
  readonly page: LoopbackPage
  /** Called when the browser has been sent on: from here on the server may be closed. */
  settle(): void
}

/** Takes a reply; `undefined`: it is not the one that is waited for. */
export type ReplyTaker = (url: string) => Promise<TakenReply | undefined>

/**
 * Listens on the first of these addresses that is free; one without a port takes any (RFC 8252 §7.3, §8.3: loopback alone, only while it is needed).
 *
 * The browser goes on to another address before anything is shown, so that neither its history nor a reload has the code.
 *
 * @throws {@link StagedoorError} `configuration`: no such address, or none is free.
 */
export async function listenOnLoopback(redirectUris: readonly string[], take: ReplyTaker): Promise<LoopbackServer> {
  for (const redirectUri of redirectUris) {
    const wanted = readLoopbackUri(redirectUri)
    const server = await listen(Number(wanted.port || 0))
    if (server === undefined) continue
    const port = portOf(server)
    const origin = `http://127.0.0.1:${port}`
    const lastPage = answerRequests(server, { origin, path: wanted.pathname, take })
    return {
      redirectUri: redirectUri.replace(/^http:\/\/127\.0\.0\.1(:\d+)?/, origin),
      async close() {
        await lastPage.seen()
        server.close()
        server.closeAllConnections()
      },
    }
  }
  throw configurationError('No port of the redirect URIs is free: another program has it.')
}

/** `localhost` may be another machine, and `[::1]` another program's (RFC 8252 §8.3). */
function readLoopbackUri(redirectUri: string): URL {
  const url = URL.canParse(redirectUri) ? new URL(redirectUri) : undefined
  if (url?.protocol === 'http:' && url.hostname === '127.0.0.1' && url.hash === '') return url
  throw configurationError('A program is called back on http://127.0.0.1 alone.')
}

function listen(port: number): Promise<Server | undefined> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', (error) => ('code' in error && error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)))
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('The server does not listen on a port.')
  return address.port
}

interface Waiting {
  readonly origin: string
  readonly path: string
  readonly take: ReplyTaker
}

function answerRequests(server: Server, { origin, path, take }: Waiting): { seen(): Promise<void> } {
  let last: LoopbackPage | undefined
  const shown = Promise.withResolvers<void>()
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // A page of another site that had its name lead here would send its own (DNS rebinding).
    const isOurs = request.method === 'GET' && request.headers.host === new URL(origin).host
    const url = isOurs ? (request.url ?? '/') : ''
    if (url === '/done' && last !== undefined) return show(response, last, shown.resolve)
    const taken = url.split('?')[0] === path ? await take(origin + url) : undefined
    if (taken === undefined) return show(response, NOTHING_HERE)
    last = taken.page
    response.writeHead(303, { Location: '/done', 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' }).end()
    taken.settle()
  }
  server.on('request', (request, response) => {
    answer(request, response).catch(() => show(response, { status: 500, title: 'Something went wrong', text: 'See the terminal.' }))
  })
  return {
    async seen() {
      if (last === undefined) return
      const timer = setTimeout(shown.resolve, LAST_PAGE_MS)
      await shown.promise
      clearTimeout(timer)
    },
  }
}

function show(response: ServerResponse, page: LoopbackPage, sent?: () => void): void {
  response.writeHead(page.status, LOOPBACK_HEADERS).end(formatLoopbackPage(page), sent)
}
