import type { HttpRequest, HttpResponse, ResourceCaller, ResourceRoute } from '@stagedoor/server'
import type { User } from '@stagedoor/server/ports'
import { type GenericSchema, safeParse } from 'valibot'
import { answerJson } from './answer-json.ts'

/** Error codes of the Connect protocol that a sample API answers with, and their HTTP status. */
const statuses = { invalid_argument: 400, not_found: 404, resource_exhausted: 429, unimplemented: 404 } as const

/** A refusal, thrown by a method and written as Connect's error JSON. */
export class ConnectError extends Error {
  override readonly name = 'ConnectError'
  readonly code: keyof typeof statuses

  constructor(code: keyof typeof statuses, message: string) {
    super(message)
    this.code = code
  }
}

/** A unary method: JSON in, JSON out, `POST /<service>/<method>`. */
export interface ConnectMethod<Input> {
  readonly name: string
  readonly scope: readonly string[]
  /** Of the request; what it does not know is ignored, as protobuf does. */
  readonly input: GenericSchema<unknown, Input>
  /** @throws ConnectError */
  readonly answer: (user: User, input: Input) => unknown
}

const maxBodyBytes = 1 << 16

/** Makes the route of a method of a person. */
export function createConnectRoute<Input>(service: string, { name, scope, input, answer }: ConnectMethod<Input>): ResourceRoute {
  return {
    method: 'POST',
    path: `/${service}/${name}`,
    access: 'person',
    scope,
    answer: (caller, request) =>
      refuseInConnect(async () => {
        const read = safeParse(input, await readMessage(request))
        if (!read.success) throw new ConnectError('invalid_argument', read.issues[0].message)
        return answerJson(200, await answer(personOf(caller), read.output))
      }),
  }
}

/** Answers for the methods of a service that have no route of their own. */
export function createUnimplementedRoute(service: string): ResourceRoute {
  return {
    method: 'POST',
    path: `/${service}/:method`,
    access: 'anybody',
    scope: [],
    answer: (_, __, { method = '' }) =>
      refuseInConnect(async () => {
        throw new ConnectError('unimplemented', `${service}/${method.slice(0, 100)} is not part of the emulator.`)
      }),
  }
}

async function refuseInConnect(answer: () => Promise<HttpResponse>): Promise<HttpResponse> {
  try {
    return await answer()
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error
    return answerJson(statuses[error.code], { code: error.code, message: error.message })
  }
}

function personOf(caller: ResourceCaller | null): User {
  if (caller === null || caller.user === null) throw new TypeError('A method of a person has a caller.')
  return caller.user
}

/** An empty body is an empty message. */
async function readMessage(request: HttpRequest): Promise<unknown> {
  const body = await request.readBody(maxBodyBytes)
  if (body === 'too_large') throw new ConnectError('resource_exhausted', `A message has at most ${maxBodyBytes} bytes.`)
  if (body.length === 0) return {}
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new ConnectError('invalid_argument', 'The message is not JSON; the emulator speaks Connect with application/json.')
  }
}
