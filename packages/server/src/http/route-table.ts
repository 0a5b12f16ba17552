import type { RefusalBodyWriter } from '../resource-server/refusal-body.ts'
import type { Endpoint } from '../server-context.ts'
import { type PathPattern, parsePathPattern } from './path-pattern.ts'

/** What is served at one path. */
export interface Route {
  /** By method, upper case. */
  readonly endpoints: ReadonlyMap<string, Endpoint>
  /** Whether its GET answers HEAD too: not where a GET gives something out, for whoever asks for the head alone would never see it. */
  readonly answersHead: boolean
  /** Whether pages of any origin may call it and read its answers, errors too. */
  readonly cors: boolean
  /** Writes the body when another method is refused; by default the members of RFC 6749 §5.2. */
  readonly writeBody?: RefusalBodyWriter
}

/** One method of a {@link Route}; what it says of the route counts when it is the first. */
export interface AddedEndpoint extends Omit<Route, 'endpoints'> {
  /** Upper case. */
  readonly method: string
  readonly endpoint: Endpoint
}

/** Routes that are made when somebody comes for the first of them. */
export interface LaterRoutes {
  /** Tells one of their paths from all others. */
  belongs(path: string): boolean
  /** Makes them; called once, unless it rejects. */
  load(): Promise<Iterable<readonly [path: string, added: AddedEndpoint]>>
}

type GrowingRoute = Route & { readonly endpoints: Map<string, Endpoint> }

/** The paths that a server serves: those that are always the same, then patterns in the order they came. */
export class RouteTable {
  readonly #paths = new Map<string, GrowingRoute>()
  readonly #patterns = new Map<string, { readonly pattern: PathPattern; readonly route: GrowingRoute }>()
  #later: LaterRoutes | undefined
  #growing: Promise<void> | undefined

  /**
   * @param path - A segment `:name` takes any one segment.
   * @throws TypeError when the method is served at this path already.
   */
  add(path: string, added: AddedEndpoint): void {
    const known = this.#paths.get(path) ?? this.#patterns.get(path)?.route
    const route = known ?? createRoute(added)
    if (route.endpoints.has(added.method)) throw new TypeError(`${added.method} ${path} is served twice.`)
    route.endpoints.set(added.method, added.endpoint)
    if (known !== undefined) return
    const pattern = parsePathPattern(path)
    if (!pattern.hasParameters) {
      this.#paths.set(path, route)
      return
    }
    this.#checkFree(path)
    this.#patterns.set(path, { pattern, route })
  }

  /**
   * Leaves some paths for when somebody comes for one of them.
   *
   * @throws TypeError when a pattern is among them, now or with a later {@link add}: it would answer in their place, until they are made.
   */
  addLater(later: LaterRoutes): void {
    this.#later = later
    for (const path of this.#patterns.keys()) this.#checkFree(path)
  }

  /** Adds what was left for later, when this path belongs to it; `undefined`: there is nothing more to find. */
  grow(path: string): Promise<void> | undefined {
    if (!this.#later?.belongs(path)) return undefined
    this.#growing ??= this.#grow(this.#later).finally(() => {
      this.#growing = undefined
    })
    return this.#growing
  }

  async #grow({ load }: LaterRoutes): Promise<void> {
    const routes = await load()
    this.#later = undefined
    for (const [path, added] of routes) this.add(path, added)
  }

  #checkFree(path: string): void {
    if (this.#later?.belongs(path)) throw new TypeError(`${path} is an address of the site.`)
  }

  /** Paths are compared exactly. */
  find(path: string): Route | undefined {
    const route = this.#paths.get(path)
    if (route !== undefined) return route
    for (const { pattern, route } of this.#patterns.values()) if (pattern.match(path) !== undefined) return route
    return undefined
  }

  /** The path of ours that differs from this one only by a slash at the end. */
  findBySlash(path: string): string | undefined {
    const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`
    return this.#paths.has(other) ? other : undefined
  }
}

function createRoute({ cors, answersHead, writeBody }: AddedEndpoint): GrowingRoute {
  return { endpoints: new Map(), cors, answersHead, ...(writeBody && { writeBody }) }
}
