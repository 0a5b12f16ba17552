import { type AdminContext, AdminError } from '@stagedoor/server/admin'
import { type GenericSchema, safeParse } from 'valibot'
import { describeIssue } from '../input/describe-issue.ts'

/** What a caller of the admin API sends, unread. */
export interface AdminCall {
  /** What the `:name`s of the path are. */
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** The same key with the same act does it once. */
  readonly idempotencyKey?: string
}

/** One act of the admin API: how it is called, what it takes and answers, and who may. */
export interface AdminOperation<Answer> {
  /** Stable; `operationId` of the OpenAPI document. */
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below `/admin/v1`; `:name` takes one segment. */
  readonly path: string
  readonly access: 'read' | 'write'
  readonly status: 200 | 201
  readonly summary: string
  /** Parameters of the query; all are optional. */
  readonly query: GenericSchema<unknown, Readonly<Record<string, string>>> | undefined
  readonly body: GenericSchema | undefined
  readonly answer: GenericSchema<unknown, Answer>
  readonly takesIdempotencyKey: boolean
  /** Reads the call and does it. @throws AdminError @throws RegistrationError */
  run(context: AdminContext, call: AdminCall): Promise<Answer>
}

/** A call that was read, but for its body. */
export interface ReadCall {
  readonly path: (name: string) => string
  readonly query: (name: string) => string | undefined
  readonly idempotencyKey: string | undefined
}

interface Definition<Answer> extends Pick<AdminOperation<Answer>, 'id' | 'method' | 'path' | 'access' | 'summary' | 'answer'> {
  readonly status?: 201
  readonly query?: GenericSchema<unknown, Readonly<Record<string, string>>>
  readonly takesIdempotencyKey?: boolean
}

/** Defines an operation without a body; its query is read by its schema before anything happens. */
export function defineOperation<Answer>(
  definition: Definition<Answer> & { readonly run: (context: AdminContext, call: ReadCall) => Promise<Answer> },
): AdminOperation<Answer> {
  const { query } = definition
  return {
    ...complete(definition),
    body: undefined,
    run: async (context, call) => definition.run(context, readCall(query, call)),
  }
}

/** Defines an operation with a body, which is read by its schema as well. */
export function defineInputOperation<Answer, Body>(
  definition: Definition<Answer> & {
    readonly body: GenericSchema<unknown, Body>
    readonly run: (context: AdminContext, call: ReadCall & { readonly body: Body }) => Promise<Answer>
  },
): AdminOperation<Answer> {
  const { query, body } = definition
  return {
    ...complete(definition),
    body,
    run: async (context, call) => definition.run(context, { ...readCall(query, call), body: read(body, call.body) }),
  }
}

function complete<Answer>(definition: Definition<Answer>): Omit<AdminOperation<Answer>, 'body' | 'run'> {
  const { id, method, path, access, summary, answer, status = 200, query, takesIdempotencyKey = false } = definition
  return { id, method, path, access, summary, answer, status, query, takesIdempotencyKey }
}

function readCall(query: Definition<unknown>['query'], call: AdminCall): ReadCall {
  const values: Readonly<Record<string, string>> = query === undefined ? {} : read(query, call.query ?? {})
  return {
    path: (name) => call.path?.[name] ?? '',
    query: (name) => values[name],
    idempotencyKey: call.idempotencyKey,
  }
}

function read<Output>(schema: GenericSchema<unknown, Output>, input: unknown): Output {
  const result = safeParse(schema, input, { abortPipeEarly: true })
  if (result.success) return result.output
  throw new AdminError('invalid_request', describeIssue(result.issues[0]))
}
