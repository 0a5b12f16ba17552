import { array, exactOptional, type GenericSchema, object, safeParse, string } from 'valibot'
import { CommandError } from '../commands/command-error.ts'
import type { AdminClient } from './admin-client.ts'
import { describeRefusal } from './describe-refusal.ts'
import type { AdminCall, AdminOperation } from './operation.ts'
import type { Refusal } from './refusal.ts'

const refusalBody: GenericSchema<unknown, Refusal['body']> = object({
  error: string(),
  error_description: string(),
  problems: exactOptional(array(object({ field: string(), code: string(), message: string(), suggestion: exactOptional(string()) }))),
})

/** Speaks to the admin API of a server. @param url - Its base URL; the token is sent nowhere else. */
export function createRemoteClient({
  url,
  token,
  fetch,
}: {
  readonly url: string
  readonly token: string
  readonly fetch: typeof globalThis.fetch
}): AdminClient {
  const base = `${url.replace(/\/+$/, '')}/admin/v1`
  return {
    async call(operation, call = {}) {
      const response = await fetch(base + formatPath(operation, call), {
        method: operation.method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(operation.body !== undefined && { 'content-type': 'application/json' }),
          ...(call.idempotencyKey !== undefined && { 'idempotency-key': call.idempotencyKey }),
        },
        ...(operation.body !== undefined && { body: JSON.stringify(call.body) }),
        redirect: 'error',
      }).catch((error: unknown) => {
        throw new CommandError(`${base} does not answer: ${describeFailure(error)}.`)
      })
      return readAnswer(operation, response.status, await response.text(), base)
    },
    close: async () => undefined,
  }
}

function readAnswer<Answer>({ answer, status }: AdminOperation<Answer>, given: number, text: string, base: string): Answer {
  const body = parseJson(text)
  const read = safeParse(answer, body)
  if (given === status && read.success) return read.output
  const refusal = safeParse(refusalBody, body)
  if (given >= 400 && refusal.success) throw new CommandError(describeRefusal(refusal.output))
  throw new CommandError(
    `${base} answered ${given} with something else than the admin API does: is it the base URL of a stagedoor serve, as new as this one?`,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function formatPath({ path }: AdminOperation<unknown>, { path: values = {}, query = {} }: AdminCall): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))
  const parameters = new URLSearchParams(query).toString()
  return parameters === '' ? filled : `${filled}?${parameters}`
}

function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
