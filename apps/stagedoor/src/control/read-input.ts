import { type GenericSchema, type InferOutput, safeParse } from 'valibot'
import { describeIssue } from '../input/describe-issue.ts'
import { ControlError } from './control-error.ts'

/** Reads JSON input by a schema. @throws ControlError `invalid_request`, with the place of the first problem. */
export function readInput<Schema extends GenericSchema>(schema: Schema, input: unknown): InferOutput<Schema> {
  const result = safeParse(schema, input, { abortPipeEarly: true })
  if (result.success) return result.output
  throw new ControlError('invalid_request', describeIssue(result.issues[0]))
}
