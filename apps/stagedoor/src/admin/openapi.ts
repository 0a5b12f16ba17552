import { type JsonSchema, type SchemaNode, toJsonSchema } from '../json-schema/to-json-schema.ts'
import type { AdminOperation } from './operation.ts'

const errorSchema: JsonSchema = {
  type: 'object',
  properties: {
    error: { type: 'string', description: 'Stable.' },
    error_description: { type: 'string', description: 'What is wrong and what would be right.' },
    problems: {
      type: 'array',
      items: { type: 'object' },
      description: 'Of an app that is not registered as it is described: all that is wrong.',
    },
  },
  required: ['error', 'error_description'],
}

const securityScheme = { type: 'http', scheme: 'bearer', description: 'An operator token: stagedoor operator-token makes one.' }

/** Writes the OpenAPI document (3.1) of the admin API from the very schemas by which its input is read. */
export function writeOpenapi(operations: readonly AdminOperation<unknown>[], url: string): JsonSchema {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of operations) {
    const path = operation.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describeOperation(operation) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Stagedoor admin API', version: '1', description: 'The acts of who runs the platform. Each is in the audit log.' },
    servers: [{ url }],
    security: [{ operatorToken: [] }],
    paths,
    components: { schemas: { Error: errorSchema }, securitySchemes: { operatorToken: securityScheme } },
  }
}

function describeOperation(operation: AdminOperation<unknown>): JsonSchema {
  const { id, summary, access, status, body, answer } = operation
  const json = (schema: JsonSchema): JsonSchema => ({ 'application/json': { schema } })
  return {
    operationId: id,
    summary,
    description: `Needs a token with "access": "${access}".`,
    parameters: describeParameters(operation),
    ...(body !== undefined && { requestBody: { required: true, content: json(toJsonSchema(body)) } }),
    responses: {
      [status]: { description: 'Done.', content: json(toJsonSchema(answer)) },
      default: { description: 'Refused.', content: json({ $ref: '#/components/schemas/Error' }) },
    },
  }
}

function describeParameters({ path, query, takesIdempotencyKey }: AdminOperation<unknown>): readonly JsonSchema[] {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
  const entries = Object.entries(entriesOf(query))
  const inQuery = entries.map(([name, schema]) => {
    const { description, ...rest } = toJsonSchema(schema)
    return { name, in: 'query', required: false, description: description ?? innerDescription(schema), schema: rest }
  })
  const key = { name: 'Idempotency-Key', in: 'header', required: false, description: 'The same key makes one, however often it is sent.' }
  return [...inPath, ...inQuery, ...(takesIdempotencyKey ? [{ ...key, schema: { type: 'string', maxLength: 255 } }] : [])]
}

function entriesOf(schema: SchemaNode | undefined): Readonly<Record<string, SchemaNode>> {
  return schema?.entries ?? {}
}

function innerDescription({ wrapped }: SchemaNode): unknown {
  return wrapped === undefined ? undefined : toJsonSchema(wrapped)['description']
}
