import { type GenericSchema, type InferOutput, safeParse } from 'valibot'
import { ControlError } from './control-error.ts'

/** Reads JSON input by a schema. @throws ControlError `invalid_request`, with the place of the first problem. */
export function readInput<Schema extends GenericSchema>(schema: Schema, input: unknown): InferOutput<Schema> {
  const result = safeParse(schema, input, { abortPipeEarly: true })
  if (result.success) return result.output
  const [issue] = result.issues
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  const place = path === '' ? 'The body' : path.slice(1)
  throw new ControlError('invalid_request', `${place} ${issue.message}`)
}
