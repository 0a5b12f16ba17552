import {
  array,
  boolean,
  check,
  description,
  email,
  exactOptional,
  integer,
  literal,
  maxValue,
  minLength,
  nullable,
  number,
  picklist,
  pipe,
  record,
  regex,
  strictObject,
  string,
  tuple,
  union,
} from 'valibot'
import { describe, expect, it } from 'vitest'
import { toJsonSchema } from './to-json-schema.ts'

describe('the JSON Schema of what is parsed', () => {
  it('says the same as the schema it is made of', () => {
    const schema = strictObject({
      name: pipe(string(), minLength(1), regex(/^\w+$/), description('What it is called.')),
      size: exactOptional(pipe(number(), integer(), maxValue(9))),
      kinds: array(picklist(['a', 'b'])),
      note: nullable(union([string(), literal(7)])),
      more: record(string(), boolean()),
    })

    expect(toJsonSchema(schema)).toEqual({
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 1, pattern: '^\\w+$', description: 'What it is called.' },
        size: { type: 'integer', maximum: 9 },
        kinds: { type: 'array', items: { enum: ['a', 'b'] } },
        note: { anyOf: [{ anyOf: [{ type: 'string' }, { const: 7 }] }, { type: 'null' }] },
        more: { type: 'object', additionalProperties: { type: 'boolean' } },
      },
      required: ['name', 'kinds', 'note', 'more'],
      additionalProperties: false,
    })
  })

  it('leaves out what only a program can check, and refuses to leave out anything else', () => {
    expect(
      toJsonSchema(
        pipe(
          string(),
          email(),
          check(() => true),
        ),
      ),
    ).toEqual({ type: 'string' })
    expect(() => toJsonSchema(tuple([string()]))).toThrow('A schema of the kind tuple has no JSON Schema here.')
  })
})
