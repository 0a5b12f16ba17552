import type { IncomingMessage, ServerResponse } from 'node:http'

/** Answers a request to a platform. @param path - Below the platform's base, without the query. */
export type PathListener = (path: string, request: IncomingMessage, response: ServerResponse) => void
