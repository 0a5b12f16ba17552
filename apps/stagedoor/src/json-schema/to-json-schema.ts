/** A JSON Schema (2020-12), as far as ours go. */
export interface JsonSchema {
  readonly [keyword: string]: unknown
}

/** What of a valibot schema is read here; a valibot schema is one. */
export interface SchemaNode {
  readonly type: string
  readonly entries?: Readonly<Record<string, SchemaNode>>
  readonly item?: SchemaNode
  readonly wrapped?: SchemaNode
  readonly value?: SchemaNode
  readonly literal?: unknown
  readonly options?: readonly unknown[]
  readonly pipe?: readonly PipeItem[]
}

interface PipeItem {
  readonly kind: string
  readonly type: string
  readonly requirement?: unknown
  readonly description?: unknown
}

/**
 * Writes a valibot schema as a JSON Schema, so that what is published is what the input is parsed by.
 *
 * @throws TypeError for a kind of schema that it does not know: publishing less than is checked would mislead.
 */
export function toJsonSchema(schema: SchemaNode): JsonSchema {
  const [, ...actions] = schema.pipe ?? []
  return Object.assign({}, describeType(schema), ...actions.map(describeAction))
}

function describeType(schema: SchemaNode): JsonSchema {
  switch (schema.type) {
    case 'string':
    case 'number':
    case 'boolean':
      return { type: schema.type }
    case 'literal':
      return { const: schema.literal }
    case 'picklist':
      return { enum: schema.options }
    case 'union':
      return { anyOf: (schema.options ?? []).filter(isNode).map(toJsonSchema) }
    case 'array':
      return { type: 'array', items: toInnerSchema(schema.item) }
    case 'record':
      return { type: 'object', additionalProperties: toInnerSchema(schema.value) }
    case 'strict_object':
      return describeObject(schema.entries ?? {})
    case 'optional':
    case 'exact_optional':
      return toInnerSchema(schema.wrapped)
    case 'nullable':
      return { anyOf: [toInnerSchema(schema.wrapped), { type: 'null' }] }
    default:
      throw new TypeError(`A schema of the kind ${schema.type} has no JSON Schema here.`)
  }
}

function describeObject(entries: Readonly<Record<string, SchemaNode>>): JsonSchema {
  const required = Object.keys(entries).filter((name) => !/optional$/.test(entries[name]?.type ?? ''))
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, toJsonSchema(entry)])),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  }
}

function describeAction({ type, requirement, description }: PipeItem): JsonSchema {
  switch (type) {
    case 'description':
      return { description }
    case 'min_length':
      return { minLength: requirement }
    case 'max_length':
      return { maxLength: requirement }
    case 'min_value':
      return { minimum: requirement }
    case 'max_value':
      return { maximum: requirement }
    case 'integer':
      return { type: 'integer' }
    case 'regex':
      return requirement instanceof RegExp ? { pattern: requirement.source } : {}
    // What only a program can say is said in the description.
    case 'check':
    case 'email':
      return {}
    default:
      throw new TypeError(`An action of the kind ${type} has no JSON Schema here.`)
  }
}

function toInnerSchema(schema: SchemaNode | undefined): JsonSchema {
  return schema === undefined ? {} : toJsonSchema(schema)
}

function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && 'type' in value
}
