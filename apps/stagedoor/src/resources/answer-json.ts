import type { HttpRequest, HttpResponse } from '@stagedoor/server'

/** Answers with JSON. */
export function answerJson(status: number, body: unknown): HttpResponse {
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
}

/** Reads one parameter of a query; `undefined` when it is absent. */
export function findParameter({ query }: HttpRequest, name: string): string | undefined {
  return new URLSearchParams(query).get(name) ?? undefined
}

/** A part of a list, by `limit` and `offset` of the query. What makes no sense counts as absent, as the platforms do. */
export function pageOf<T>(
  request: HttpRequest,
  all: readonly T[],
  defaultLimit: number,
): { page: readonly T[]; limit: number; offset: number } {
  const limit = readWhole(findParameter(request, 'limit'), defaultLimit)
  const offset = readWhole(findParameter(request, 'offset'), 0)
  return { page: all.slice(offset, offset + limit), limit, offset }
}

function readWhole(text: string | undefined, fallback: number): number {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : fallback
}
