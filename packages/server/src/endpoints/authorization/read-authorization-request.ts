import { type Parameters, type ParseProblem, parseFormParameters, parseQueryParameters } from '@stagedoor/protocol'
import type { HttpRequest } from '../../http/http-message.ts'
import { readPostedForm } from '../../http/read-posted-form.ts'

/**
 * Reads the parameters of an authorization request: the query of a GET, the form of a POST (OpenID Connect Core §3.1.2.1).
 *
 * Of a request that breaks the rules, whatever is still beyond doubt is kept, so that the client can be told by redirect:
 * a parameter that was sent exactly once, whole, and in valid UTF-8.
 *
 * @param ownNames - The platform's own names for what it takes to answer.
 * @throws PageProblem when a body is not a form.
 */
export async function readAuthorizationRequest(request: HttpRequest, ownNames: readonly string[]): Promise<ReadAuthorizationRequest> {
  const text = request.method === 'POST' ? await readPostedForm(request) : request.query
  const result = request.method === 'POST' ? parseFormParameters(text) : parseQueryParameters(text)
  if (result.ok) return { parameters: result.value, malformed: undefined }
  return { parameters: readUndoubted(text, [...answerParameters, ...ownNames]), malformed: result.problem }
}

/** What it takes to answer. */
const answerParameters = ['client_id', 'redirect_uri', 'response_mode', 'state']

export interface ReadAuthorizationRequest {
  readonly parameters: Parameters
  readonly malformed: ParseProblem | undefined
}

function readUndoubted(text: string, names: readonly string[]): Parameters {
  const sent = new URLSearchParams(text)
  const undoubted = new Map<string, string>()
  for (const name of names) {
    const [value, ...others] = sent.getAll(name)
    if (value !== undefined && value !== '' && others.length === 0 && !/[\u0000\ufffd]/.test(value)) undoubted.set(name, value)
  }
  return undoubted
}
