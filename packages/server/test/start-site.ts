import type { RequestListener } from 'node:http'
import { createAuthorizationServer } from '../src/authorization-server.ts'
import { listenOnLoopback } from './listen-on-loopback.ts'
import { startServer, type TestServer, type TestServerOptions } from './start-server.ts'

/** A server with its site, where a real browser finds it. */
export interface TestSite extends TestServer {
  readonly origin: string
}

/** Starts it on loopback, under the address that it believes to have; it ends with the test. */
export async function startSite(options: Omit<TestServerOptions, 'baseUrl'> = {}): Promise<TestSite> {
  let answer: RequestListener = (_, response) => response.end()
  const origin = await listenOnLoopback((request, response) => answer(request, response))
  const server = await startServer({ site: {}, ...options, baseUrl: origin })
  answer = createAuthorizationServer(server.context).nodeListener
  return { ...server, origin }
}
