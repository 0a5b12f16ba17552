import type { ListPage } from '@stagedoor/server/ports'
import { description, exactOptional, type GenericSchema, maxLength, pipe, regex, strictObject, string } from 'valibot'
import type { ReadCall } from './operation.ts'

const defaultLimit = 50

/** How many entries a list answers with. */
export const limitParameter: GenericSchema<unknown, string> = pipe(
  string(),
  regex(/^(?:[1-9]\d?|100)$/, 'must be a whole number from 1 to 100.'),
  description(`How many at most, from 1 to 100. Default: ${defaultLimit}.`),
)

/** `limit` and `after`, of every list that goes on. */
export const pageQuery: GenericSchema<unknown, Readonly<Record<string, string>>> = strictObject(
  {
    limit: exactOptional(limitParameter),
    after: exactOptional(pipe(string(), maxLength(200, 'is too long.'), description('`next` of the page before.'))),
  },
  'takes limit and after.',
)

/** Reads {@link pageQuery}. */
export function readPage({ query }: Pick<ReadCall, 'query'>): ListPage {
  const after = query('after')
  return { limit: readLimit(query('limit')), ...(after !== undefined && { after }) }
}

/** Reads {@link limitParameter}. */
export function readLimit(limit: string | undefined): number {
  return limit === undefined ? defaultLimit : Number(limit)
}
