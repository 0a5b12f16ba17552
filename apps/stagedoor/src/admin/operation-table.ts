import type { HttpRequest } from '@stagedoor/server'
import { writeOpenapi } from './openapi.ts'
import type { AdminOperation } from './operation.ts'
import { adminOperations } from './operations.ts'

/** Below the base URL. */
const adminPath = '/admin/v1'

/** An act, with what the path says. */
export interface FoundOperation {
  readonly outcome: 'found'
  readonly operation: AdminOperation<unknown>
  readonly path: Readonly<Record<string, string>>
}

/** Finds the act that a request asks for. */
export interface OperationTable {
  find(
    request: Pick<HttpRequest, 'method' | 'path'>,
  ):
    | FoundOperation
    | { readonly outcome: 'document'; readonly document: unknown }
    | { readonly outcome: 'other_method'; readonly allow: string }
    | { readonly outcome: 'unknown' }
}

/** Lays out the admin API. */
export function createOperationTable(baseUrl: string): OperationTable {
  const document = writeOpenapi(adminOperations, baseUrl + adminPath)
  return {
    find({ method, path }) {
      if (path === `${adminPath}/openapi.json`)
        return method === 'GET' ? { outcome: 'document', document } : { outcome: 'other_method', allow: 'GET' }
      const there = adminOperations.flatMap((operation) => {
        const matched = matchPath(adminPath + operation.path, path)
        return matched === undefined ? [] : [{ outcome: 'found' as const, operation, path: matched }]
      })
      const found = there.find(({ operation }) => operation.method === method)
      if (found !== undefined) return found
      if (there.length === 0) return { outcome: 'unknown' }
      return { outcome: 'other_method', allow: there.map(({ operation }) => operation.method).join(', ') }
    },
  }
}

function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const [wanted, given] = [pattern.split('/'), path.split('/')]
  if (wanted.length !== given.length) return undefined
  const values: Record<string, string> = {}
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? ''
    if (!segment.startsWith(':')) {
      if (segment !== value) return undefined
    } else {
      const decoded = decode(value)
      if (decoded === undefined || decoded === '') return undefined
      values[segment.slice(1)] = decoded
    }
  }
  return values
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
