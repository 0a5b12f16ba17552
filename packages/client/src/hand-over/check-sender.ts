import { StagedoorError } from '../stagedoor-error.ts'

/**
 * Checks that a page of the app itself sent this: another site could sign its visitors in to an account of its own (RFC 9700 §4.7).
 *
 * A browser sends `Origin` with every POST, and JSON across origins only after asking, which nobody here allows.
 *
 * @throws {@link StagedoorError} `request_refused`
 */
export function checkSender({ method, headers, url }: Request, origins: readonly string[] = [new URL(url).origin]): void {
  const isJson = /^application\/json\b/i.test(headers.get('content-type') ?? '')
  if (method === 'POST' && isJson && origins.includes(headers.get('origin') ?? '')) return
  throw new StagedoorError('request_refused')
}
