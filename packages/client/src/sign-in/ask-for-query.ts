import type { ClientPlatform } from '@stagedoor/platforms'

/** Asks for the reply in the query, where the platform would put it behind the `#`: that part no server ever sees. */
export function askForQuery(url: string, { authorization }: ClientPlatform): string {
  const { defaultResponseMode = 'query', responseModes } = authorization
  if (defaultResponseMode === 'query' || !responseModes?.includes('query')) return url
  const asked = new URL(url)
  asked.searchParams.set('response_mode', 'query')
  return asked.href
}
