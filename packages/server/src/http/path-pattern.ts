/** The segments that a pattern's `:name`s took, decoded. */
export type PathParameters = Readonly<Record<string, string>>

/** A path of which some segments may be anything. */
export interface PathPattern {
  /** Whether there are any; a path without is compared as a whole. */
  readonly hasParameters: boolean
  /** `undefined` when the path is another one, or a segment is not percent-encoded UTF-8. */
  match(path: string): PathParameters | undefined
}

const none: PathParameters = {}

/** Reads a pattern such as `/api/production/:uuid.json`: a name ends where letters and digits end. A segment it takes is never empty. */
export function parsePathPattern(pattern: string): PathPattern {
  const names: string[] = []
  const source = pattern.replace(/:([a-zA-Z]\w*)|[.*+?^${}()|[\]\\]/g, (found, name: string | undefined) => {
    if (name === undefined) return `\\${found}`
    names.push(name)
    return '([^/]+?)'
  })
  if (names.length === 0) return { hasParameters: false, match: (path) => (path === pattern ? none : undefined) }
  const expression = new RegExp(`^${source}$`)
  return {
    hasParameters: true,
    match(path) {
      const found = expression.exec(path)
      if (found === null) return undefined
      const values = found.slice(1).map(decodeSegment)
      if (values.includes(undefined)) return undefined
      return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']))
    },
  }
}

function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
