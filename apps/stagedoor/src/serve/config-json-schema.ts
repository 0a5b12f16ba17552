import { type JsonSchema, toJsonSchema } from '../json-schema/to-json-schema.ts'
import { configSchema } from './config-schema.ts'

/**
 * Writes the JSON Schema of the configuration file, for editors.
 *
 * Nothing is required: the environment may say what a file leaves out.
 */
export function createConfigJsonSchema(): JsonSchema {
  const { required: _, ...schema } = toJsonSchema(configSchema)
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'Configuration of stagedoor serve', ...schema }
}
