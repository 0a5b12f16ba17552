import type { PathPattern } from '../resource-server/path-pattern.ts'
import type { Endpoint } from '../server-context.ts'

/** What is served at one path. */
export interface Route {
  /** By method, upper case. */
  readonly endpoints: ReadonlyMap<string, Endpoint>
  /** Whether its GET answers HEAD too: not where a GET gives something out, for whoever asks for the head alone would never see it. */
  readonly answersHead: boolean
  /** Whether pages of any origin may call it and read its answers, errors too. */
  readonly cors: boolean
}

/** What a {@link RouteTable} adds to. */
export interface AddedEndpoint {
  readonly method: string
  readonly endpoint: Endpoint
  readonly cors: boolean
  readonly answersHead: boolean
}

type GrowingRoute = Route & { readonly endpoints: Map<string, Endpoint> }

/** The paths that a server serves: those that are always the same, then patterns in the order they came. */
export class RouteTable {
  readonly #paths = new Map<string, GrowingRoute>()
  readonly #patterns: { readonly pattern: PathPattern; readonly path: string; readonly route: GrowingRoute }[] = []

  /** @throws TypeError when the method is served at this path already. */
  add(path: string, added: AddedEndpoint): void {
    const route = this.#paths.get(path) ?? createRoute(added)
    this.#paths.set(path, route)
    addEndpoint(route, path, added)
  }

  /** @param path - As the pattern is written: two of the same text are one route. */
  addPattern(path: string, pattern: PathPattern, added: AddedEndpoint): void {
    const route = this.#patterns.find((known) => known.path === path)?.route ?? createRoute(added)
    if (!this.#patterns.some((known) => known.path === path)) this.#patterns.push({ pattern, path, route })
    addEndpoint(route, path, added)
  }

  /** Paths are compared exactly. */
  find(path: string): Route | undefined {
    return this.#paths.get(path) ?? this.#patterns.find(({ pattern }) => pattern.match(path) !== undefined)?.route
  }

  /** The path of ours that differs from this one only by a slash at the end. */
  findBySlash(path: string): string | undefined {
    const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`
    return this.#paths.has(other) ? other : undefined
  }
}

function createRoute({ cors, answersHead }: AddedEndpoint): GrowingRoute {
  return { endpoints: new Map(), cors, answersHead }
}

function addEndpoint({ endpoints }: GrowingRoute, path: string, { method, endpoint }: AddedEndpoint): void {
  if (endpoints.has(method)) throw new TypeError(`${method} ${path} is served twice.`)
  endpoints.set(method, endpoint)
}
