import { type ErrorWords, errorWords } from '../error-words.ts'
import type { ServerClient } from '../server-client.ts'
import type { StagedoorClient } from '../stagedoor-client.ts'
import { StagedoorError } from '../stagedoor-error.ts'
import { type Cause, type PossibleCause, sayCause } from './cause.ts'
import { CAUSES } from './causes.ts'
import { collectFacts } from './facts.ts'
import { PLATFORM_CAUSES } from './platform-causes.ts'
import { SET_UP_CAUSES } from './set-up-causes.ts'

/** A failure, and what may be behind it. */
export interface Explanation extends ErrorWords {
  /** The likely ones first; at least one. */
  readonly causes: readonly Cause[]
}

/**
 * Tells a developer what may be behind a failure, in order, and what to check. Platforms often say one word for many causes.
 *
 * For a console or an issue: it adds nothing secret to what the error says. For the person at the screen there is `errorWords()`.
 *
 * @param error - Whatever was caught.
 * @param client - Rules out what its platform cannot do, and names origin and redirect URI.
 */
export function explain(error: unknown, client?: StagedoorClient | ServerClient): Explanation {
  if (!(error instanceof StagedoorError)) return explainOther(error)
  const facts = collectFacts(client)
  const special = error.code === 'configuration' ? (findSetUp(error.providerError) ?? []) : []
  const peculiar = PLATFORM_CAUSES[facts.platform?.id ?? '']?.[error.code] ?? []
  // What the platform named comes in place of what it might have been.
  const usual = special.length > 0 ? special : (CAUSES[error.code] ?? [])
  return { ...errorWords(error), causes: [...usual, ...peculiar].flatMap((cause) => sayCause(cause, facts) ?? []) }
}

function findSetUp(providerError: string | undefined): readonly PossibleCause[] | undefined {
  return providerError !== undefined && Object.hasOwn(SET_UP_CAUSES, providerError) ? SET_UP_CAUSES[providerError] : undefined
}

/** `fetch` rejects with a `TypeError` for everything that is no answer. */
function explainOther(error: unknown): Explanation {
  if (!(error instanceof TypeError)) {
    return {
      sentence: error instanceof Error ? error.message : 'Something else than an error was thrown.',
      hint: 'This is none of the errors of the SDK.',
      causes: [{ cause: 'The app itself, or another library.', check: 'See its stack.' }],
    }
  }
  return {
    sentence: error.message,
    hint: 'A request got no answer that the page may read.',
    causes: [
      { cause: 'There is no network.', check: 'Try again later. The session is kept.' },
      { cause: 'The API does not answer pages of this origin (CORS).', check: 'See the console; call it from your server instead.' },
      {
        cause: 'The answer was a redirect, which a token must not follow.',
        check: "Call the final URL, or fetch with { redirect: 'follow' } if you trust where it leads.",
      },
      { cause: 'A Content-Security-Policy forbids the request.', check: 'Allow the API in connect-src.' },
    ],
  }
}
