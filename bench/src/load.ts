import { HttpConnection } from './http-connection.ts'
import { readCpuMs } from './launch.ts'

/** One unit of work on one connection: a login, a refresh, … Throws when the server answers wrongly. */
export type Work = (connection: HttpConnection, lane: number) => Promise<void>

/** What a run measured. */
export interface LoadResult {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** CPU time of the server for one unit of work, in microseconds. */
  readonly cpuUs: number
  /** Share of its core that the server was busy: well below 1 means that something else was the limit. */
  readonly busy: number
}

/**
 * Keeps `lanes` connections busy for `seconds`, after `warmUpSeconds` that do not count.
 * Any wrong answer ends the run with an error: a fast failure is no result.
 */
export async function runLoad(options: {
  readonly port: number
  readonly pid: number
  readonly lanes: number
  readonly seconds: number
  readonly warmUpSeconds: number
  readonly work: Work
}): Promise<LoadResult> {
  const connections = await Promise.all(Array.from({ length: options.lanes }, () => HttpConnection.open(options.port)))
  const begin = performance.now()
  const countFrom = begin + options.warmUpSeconds * 1000
  const end = countFrom + options.seconds * 1000
  const durations: number[] = []
  let cpuBefore = readCpuMs(options.pid)
  const warmedUp = setTimeout(() => {
    cpuBefore = readCpuMs(options.pid)
  }, options.warmUpSeconds * 1000)
  const lane = async (connection: HttpConnection, index: number): Promise<void> => {
    for (let started = performance.now(); started < end; ) {
      await options.work(connection, index)
      const now = performance.now()
      if (now > countFrom && now <= end) durations.push(now - started)
      started = now
    }
  }
  try {
    await Promise.all(connections.map(lane))
  } finally {
    clearTimeout(warmedUp)
    for (const connection of connections) connection.close()
  }
  const cpuMs = readCpuMs(options.pid) - cpuBefore
  durations.sort((a, b) => a - b)
  const at = (share: number): number => durations[Math.floor(durations.length * share)] ?? Number.NaN
  return {
    perSecond: durations.length / options.seconds,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    cpuUs: (cpuMs * 1000) / durations.length,
    busy: cpuMs / (options.seconds * 1000),
  }
}
