import { parseQueryParameters } from '@stagedoor/protocol'

/** Takes a parameter out of a query, so that what goes on with the rest of the request cannot keep it. */
export function withoutParameter(query: string, parameter: string): string {
  return query
    .split('&')
    .filter((pair) => decode(/^[^=]*/.exec(pair)?.[0] ?? '') !== parameter)
    .join('&')
}

function decode(name: string): string {
  const result = parseQueryParameters(`${name}=x`)
  return result.ok ? ([...result.value.keys()][0] ?? '') : name
}
