import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { createAuthorizationServer } from '../src/authorization-server.ts'
import { startServer, type TestServer, type TestServerOptions } from './start-server.ts'

/** A server with its site, where a real browser finds it. */
export interface TestSite extends TestServer {
  readonly origin: string
}

/** Starts it on loopback, under the address that it believes to have; it ends with the test. */
export async function startSite(options: Omit<TestServerOptions, 'baseUrl'> = {}): Promise<TestSite> {
  let answer: RequestListener = (_, response) => response.end()
  const http = createServer((request, response) => answer(request, response))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    http.closeAllConnections()
    await new Promise((resolve) => http.close(resolve))
  })
  const address: AddressInfo | string | null = http.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  const origin = `http://127.0.0.1:${address.port}`
  const server = await startServer({ site: {}, ...options, baseUrl: origin })
  answer = createAuthorizationServer(server.context).nodeListener
  return { ...server, origin }
}
