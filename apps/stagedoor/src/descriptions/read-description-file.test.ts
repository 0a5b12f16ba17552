import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { makeFolder } from '../../test/run-command.ts'
import { knownPlatforms } from '../emulator/known-platforms.ts'
import { readDescriptionFile } from './read-description-file.ts'

const example = fileURLToPath(new URL('../../../../examples/add-a-platform/mixwave.ts', import.meta.url))

/** Writes a description to a file, with `change` made to it. */
function write(change: (description: Record<string, unknown>) => void): string {
  const path = join(makeFolder(), 'platform.json')
  const description = structuredClone({ ...knownPlatforms[0] })
  change(description)
  writeFileSync(path, JSON.stringify(description))
  return path
}

describe('a platform from a file', () => {
  it('takes every platform that is known, written as JSON, as it is', async () => {
    for (const platform of knownPlatforms) {
      const path = join(makeFolder(), 'platform.json')
      writeFileSync(path, JSON.stringify(platform))
      expect(await readDescriptionFile(path)).toEqual(platform)
    }
  })

  it('takes a module that exports one', async () => {
    expect(await readDescriptionFile(example)).toMatchObject({ id: 'mixwave', tokenRequest: { clientEncoding: 'json' } })
  })

  it.each([
    [
      'a member is missing',
      (it: Record<string, unknown>) => delete it.tokens,
      'platform.json is no platform description: tokens is missing.',
    ],
    [
      'a member is unknown',
      (it: Record<string, unknown>) => Object.assign(it, { token: 1 }),
      'platform.json is no platform description: token is unknown.',
    ],
    [
      'a deep member is wrong',
      (it: Record<string, unknown>) => Object.assign(it, { look: { accent: 7, onAccent: '#fff' } }),
      'platform.json is no platform description: look.accent is text.',
    ],
    [
      'an endpoint is not https',
      (it: Record<string, unknown>) => Object.assign(it, { issuer: 'http://x.example' }),
      'platform.json is no platform description: issuer is a URL that starts with https:// and has no query or fragment.',
    ],
    [
      'the id is no id',
      (it: Record<string, unknown>) => Object.assign(it, { id: '../x' }),
      'platform.json is no platform description: id is in kebab-case: my-platform.',
    ],
    [
      'a page would have to read what was posted to it',
      (it: Record<string, unknown>) =>
        Object.assign(it, { authorization: { ...Object(it.authorization), defaultResponseMode: 'form_post', sentResponseMode: null } }),
      'platform.json is no platform description: authorization.sentResponseMode is query or fragment where the default is form_post, which no page can read.',
    ],
  ])('says what is wrong when %s', async (_, change, message) => {
    await expect(readDescriptionFile(write(change))).rejects.toThrow(message)
  })

  it('says so when the file is not there, is no JSON, or exports nothing of the kind', async () => {
    const folder = makeFolder()
    await expect(readDescriptionFile(join(folder, 'none.json'))).rejects.toThrow(/There is no file/)
    writeFileSync(join(folder, 'bad.json'), '{')
    await expect(readDescriptionFile(join(folder, 'bad.json'))).rejects.toThrow(/^bad\.json cannot be read: /)
    writeFileSync(join(folder, 'empty.mjs'), 'export const nothing = 1')
    await expect(readDescriptionFile(join(folder, 'empty.mjs'))).rejects.toThrow(
      'it exports 0 platform descriptions, and should export one',
    )
  })
})
