import { type BaseIssue, type GenericSchema, type InferOutput, safeParse } from 'valibot'
import { ControlError } from './control-error.ts'

/** Reads JSON input by a schema. @throws ControlError `invalid_request`, with the place of the first problem. */
export function readInput<Schema extends GenericSchema>(schema: Schema, input: unknown): InferOutput<Schema> {
  const result = safeParse(schema, input, { abortPipeEarly: true })
  if (result.success) return result.output
  throw new ControlError('invalid_request', describe(result.issues[0]))
}

function describe(issue: BaseIssue<unknown>): string {
  const keys = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key).slice(0, 100)}`))
  const place = keys.join('').slice(1)
  // A strict object reports a key too many or too few at that key, in the words for the whole object.
  if (issue.type === 'strict_object' && issue.expected !== 'Object') {
    const parent = keys.slice(0, -1).join('').slice(1)
    return `${place} ${issue.expected === 'never' ? 'is unknown' : 'is missing'}: ${parent || 'the body'} ${issue.message}`
  }
  return `${place || 'The body'} ${issue.message}`
}
