import type { Dispatch } from './router.ts'

/** A dispatch that can be waited for. */
export interface CountedDispatch {
  readonly dispatch: Dispatch
  /** Resolves when no request is under way. */
  drain(): Promise<void>
}

/** Counts the requests under way. */
export function countRequests(dispatch: Dispatch): CountedDispatch {
  let underWay = 0
  const waiting: (() => void)[] = []
  const end = (): void => {
    underWay--
    if (underWay === 0) for (const resolve of waiting.splice(0)) resolve()
  }
  return {
    dispatch(request) {
      const answer = dispatch(request)
      if (!(answer instanceof Promise)) return answer
      underWay++
      void answer.then(end, end)
      return answer
    },
    drain: () => (underWay === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  }
}
