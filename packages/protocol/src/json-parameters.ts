import { createParameterCollector, encodingProblem, type ParameterLimits, type Parameters } from './parameter-limits.ts'
import { type ParseResult, problem } from './parse-result.ts'

/**
 * Reads a JSON body as parameters: one flat object of texts. No RFC has it; Audius speaks it.
 *
 * Problems: those of the form encoding, `json_malformed`, and `parameter_type` for a value that is not a text.
 */
export function parseJsonParameters(body: string, limits?: ParameterLimits): ParseResult<Parameters> {
  const object = parseJsonObject(body)
  if (object === undefined) return problem({ code: 'json_malformed', message: 'The body is not a JSON object.' })
  const collector = createParameterCollector(limits)
  const entries = Object.entries(object)
  for (const [name, value] of entries) {
    if (typeof value !== 'string')
      return problem({ code: 'parameter_type', message: 'Every member of the body is a text.', parameter: name })
    if (!name.isWellFormed() || !value.isWellFormed()) return encodingProblem('A parameter has half of a surrogate pair.')
    const found = collector.add(name, value)
    if (found !== undefined) return problem(found)
  }
  // JSON.parse lets the last of two equal names win. All values are texts, so two texts a member is what there must be.
  if (countTexts(body) !== 2 * entries.length)
    return problem({ code: 'parameter_duplicate', message: 'A parameter is sent more than once.' })
  return collector.finish()
}

function parseJsonObject(body: string): object | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Counts the string literals of a JSON text that is known to be well-formed. */
function countTexts(json: string): number {
  let count = 0
  for (let at = json.indexOf('"'); at >= 0; at = json.indexOf('"', at + 1)) {
    at++
    while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1
    count++
  }
  return count
}
