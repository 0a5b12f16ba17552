import { type ParseProblem, type ParseResult, parsed, problem } from './parse-result.ts'

/** Request parameters by name; none is empty and none was sent twice. A Map, so that `__proto__` is a name like any other. */
export type Parameters = ReadonlyMap<string, string>

/** How much a caller may send before it is read any further. Lengths are in UTF-16 code units, after decoding. */
export interface ParameterLimits {
  /** Default 100. */
  readonly maxCount?: number
  /** Default 256. */
  readonly maxNameLength?: number
  /** Default 8192. */
  readonly maxValueLength?: number
}

/** Gathers the parameters of one request and refuses what no request needs, whatever encoding they came in. */
export interface ParameterCollector {
  /** Takes one decoded parameter; the problem it is, or nothing. */
  add(name: string, value: string): ParseProblem | undefined
  /** What was gathered: a parameter sent without a value counts as omitted (RFC 6749 §3.1). */
  finish(): ParseResult<Parameters>
}

/** Begins to gather the parameters of one request. */
export function createParameterCollector({
  maxCount = 100,
  maxNameLength = 256,
  maxValueLength = 8192,
}: ParameterLimits = {}): ParameterCollector {
  const parameters = new Map<string, string>()
  let hasEmpty = false
  return {
    add(name, value) {
      if (name.length > maxNameLength)
        return { code: 'parameter_name_length', message: `A parameter name has more than ${maxNameLength} characters.` }
      if (name.includes('\0')) return { code: 'parameter_nul', message: 'A parameter name contains a NUL character.' }
      // A name of the caller's own may be anything, so only names that pass are repeated to them.
      if (parameters.has(name)) return { code: 'parameter_duplicate', message: 'A parameter is sent more than once.', parameter: name }
      if (parameters.size >= maxCount) return { code: 'parameter_count', message: `There are more than ${maxCount} parameters.` }
      if (value.length > maxValueLength)
        return { code: 'parameter_value_length', message: `A parameter has more than ${maxValueLength} characters.`, parameter: name }
      if (value.includes('\0')) return { code: 'parameter_nul', message: 'A parameter contains a NUL character.', parameter: name }
      if (value === '') hasEmpty = true
      parameters.set(name, value)
      return undefined
    },
    finish() {
      if (hasEmpty) for (const [name, value] of parameters) if (value === '') parameters.delete(name)
      return parsed(parameters)
    },
  }
}

/** Says that text could not be decoded; nothing of it is repeated. */
export function encodingProblem(message: string): ParseResult<never> {
  return problem({ code: 'parameter_encoding', message })
}
