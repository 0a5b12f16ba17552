import { existsSync, readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { PlatformDescription } from '@stagedoor/platforms'
import { type BaseIssue, safeParse } from 'valibot'
import { descriptionSchema } from './description-schema.ts'

/** A file that should describe a platform does not. */
export class DescriptionError extends Error {
  override readonly name = 'DescriptionError'
}

/**
 * Reads a platform from a file: JSON, or a module that exports one description.
 *
 * @throws DescriptionError saying which file, which member, and what it would be.
 */
export async function readDescriptionFile(path: string): Promise<PlatformDescription> {
  const file = resolve(path)
  if (!existsSync(file)) throw new DescriptionError(`There is no file ${path}.`)
  const result = safeParse(descriptionSchema, await load(file), { abortPipeEarly: true })
  if (result.success) return result.output
  throw new DescriptionError(`${basename(file)} is no platform description: ${describe(result.issues[0])}.`)
}

async function load(file: string): Promise<unknown> {
  try {
    if (file.endsWith('.json')) return JSON.parse(readFileSync(file, 'utf8'))
    const module: Record<string, unknown> = await import(pathToFileURL(file).href)
    const found = Object.values(module).filter((value) => typeof value === 'object' && value !== null && 'issuer' in value)
    if (found.length === 1) return found[0]
    throw new DescriptionError(`it exports ${found.length} platform descriptions, and should export one`)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new DescriptionError(`${basename(file)} cannot be read: ${reason}`, { cause: error })
  }
}

function describe({ path, message, type, expected }: BaseIssue<unknown>): string {
  const place = (path ?? [])
    .map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .slice(1)
  if (type === 'strict_object' && expected !== 'Object') return `${place} ${expected === 'never' ? 'is unknown' : 'is missing'}`
  return `${place || 'it'} ${message}`
}
