import { CORS_HEADERS } from '../http/api-headers.ts'
import type { ResourceRoute } from './resource-route.ts'

const DEFAULTS: Readonly<Record<string, string>> = { ...CORS_HEADERS, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' }

/** Completes the headers of what a route answers: any page may read it and nobody keeps it, unless the route says otherwise. */
export function shareAnswers({ answer }: ResourceRoute): ResourceRoute['answer'] {
  return async (...given) => {
    const response = await answer(...given)
    const names = new Set(Object.keys(response.headers).map((name) => name.toLowerCase()))
    const missing = Object.entries(DEFAULTS).filter(([name]) => !names.has(name.toLowerCase()))
    return { ...response, headers: { ...Object.fromEntries(missing), ...response.headers } }
  }
}
