/** One process of an app in a storm: asks for the token of everybody, many at a time, and again after what may be tried again. */
import { answerAsked } from './ask-process.ts'
import { openStormVault, type StormWorld } from './open-storm-vault.ts'
import { PID_HEADER, SENT_HEADER } from './storm-front.ts'

const world: StormWorld = JSON.parse(process.argv[2] ?? '{}')
const RETRY_DELAY_MS = 300
const ATTEMPTS = 200

// Around the global one, and not passed in: what Node's own fetch does with a request that comes too late is part of what is judged.
const { fetch } = globalThis
globalThis.fetch = (input, init) => {
  const headers = new Headers(init?.headers)
  headers.set(PID_HEADER, String(process.pid))
  headers.set(SENT_HEADER, String(Date.now()))
  return fetch(input, { ...init, headers })
}

const ahead = { seconds: 0 }
const vault = openStormVault(world, ahead)

/** What a process is to do in a round. */
export interface StormOrder {
  readonly connections: number
  /** How many it uses at once. */
  readonly inFlight: number
  /** Moves of the clock so far. */
  readonly seconds: number
  /** Whether nobody has come for a week, so that what is about to lapse is refreshed first. */
  readonly isIdle: boolean
}

/** What became of everybody: an access token, or why there is none. */
export interface StormAnswers {
  readonly tokens: readonly (string | null)[]
  readonly errors: Readonly<Record<string, number>>
}

const acts = {
  async useAll({ connections, inFlight, seconds, isIdle }: StormOrder): Promise<StormAnswers> {
    ahead.seconds = seconds
    const errors: Record<string, number> = {}
    const count = (error: unknown): void => {
      const code = error instanceof Error && 'code' in error ? String(error.code) : `${error}`
      errors[code] = (errors[code] ?? 0) + 1
    }
    if (isIdle) await vault.refreshDue({ limit: connections }).catch(count)
    const tokens: (string | null)[] = Array(connections).fill(null)
    const waiting = shuffle(Array.from({ length: connections }, (_, person) => person))
    const work = async (): Promise<void> => {
      for (let person = waiting.pop(); person !== undefined; person = waiting.pop()) tokens[person] = await getToken(person, count)
    }
    await Promise.all(Array.from({ length: inFlight }, work))
    return { tokens, errors }
  },
}

async function getToken(person: number, count: (error: unknown) => void): Promise<string | null> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      return await (await vault.connection(`person-${person}`, 'soundcloud')).getAccessToken()
    } catch (error) {
      count(error)
      if (error instanceof Error && 'code' in error && error.code === 'session_ended') return null
      await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY_MS * (0.5 + Math.random())))
    }
  }
  throw new Error(`No answer for person ${person} after ${ATTEMPTS} attempts.`)
}

function shuffle<Item>(items: Item[]): Item[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item)
}

export type StormWorkerActs = typeof acts
answerAsked(acts)
