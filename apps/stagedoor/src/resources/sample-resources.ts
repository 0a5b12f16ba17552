import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Store } from '@stagedoor/server/ports'
import { sendJson } from '../emulator/answers.ts'
import { audiusResources } from './audius.ts'

/** A sample answer of a platform's own API, beside sign-in; `undefined` for what does not exist. */
export type SampleResource = (store: SampleStore, parameter: string) => unknown

/** Sample answers by path; a path that ends in `/` takes one segment more as its parameter. */
export type SampleResources = ReadonlyMap<string, SampleResource>

type SampleStore = Pick<Store, 'clients'>

/** The platforms that have any. */
const resourcesByPlatform: ReadonlyMap<string, SampleResources> = new Map([['audius', audiusResources]])

/** Answers with a sample if the path has one; tells whether it did. */
export type ResourceListener = (path: string, request: IncomingMessage, response: ServerResponse) => boolean

/** Finds the sample API of a platform. */
export function findResourceListener(platformId: string, store: SampleStore): ResourceListener | undefined {
  const resources = resourcesByPlatform.get(platformId)
  if (resources === undefined) return undefined
  return (path, request, response) => {
    const cut = path.lastIndexOf('/') + 1
    const resource = resources.get(path) ?? resources.get(path.slice(0, cut))
    if (resource === undefined) return false
    void answer(request, response, async () => resource(store, path.slice(cut)))
    return true
  }
}

const corsHeaders = { 'Access-Control-Allow-Origin': '*' }

async function answer(request: IncomingMessage, response: ServerResponse, read: () => Promise<unknown>): Promise<void> {
  if (request.method === 'OPTIONS') {
    const allowed = { 'Access-Control-Allow-Methods': 'GET', 'Access-Control-Allow-Headers': 'Authorization, Content-Type' }
    response.writeHead(204, { ...corsHeaders, ...allowed }).end()
    return
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    const headers = { ...corsHeaders, Allow: 'GET, HEAD, OPTIONS' }
    sendJson(request, response, { status: 405, headers, body: { error: 'method_not_allowed' } })
    return
  }
  try {
    const body = await read()
    sendJson(request, response, { status: body === undefined ? 404 : 200, headers: corsHeaders, body: body ?? { error: 'not_found' } })
  } catch {
    sendJson(request, response, { status: 503, headers: corsHeaders, body: { error: 'temporarily_unavailable' } })
  }
}
