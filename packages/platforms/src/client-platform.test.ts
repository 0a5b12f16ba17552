import { describe, expect, it } from 'vitest'
import * as written from './client/index.ts'
import * as profiles from './client/profiles.ts'
import { audiotool, audius, audiusLegacy, auphonic, clientPlatform, type PlatformDescription, soundcloud, standard } from './index.ts'

const descriptions: Readonly<Record<keyof typeof written, PlatformDescription>> = {
  audiotool,
  audius,
  audiusLegacy,
  auphonic,
  soundcloud,
  standard,
}

describe("a client's part of a description", () => {
  it.each(Object.entries(descriptions))('is written down for %s as it is described (npm run client-platforms)', (_, description) => {
    const platform = Object.values(written).find(({ id }) => id === description.id)
    const profile =
      typeof platform?.profile === 'string' ? new Map<string, object>(Object.entries(profiles)).get(platform.profile) : undefined

    expect({ ...platform, profile }).toStrictEqual(clientPlatform(description))
  })

  it('says nothing that only a server has to know', () => {
    const text = JSON.stringify(clientPlatform(audius))

    for (const { sentence } of audius.scopes) expect(text).not.toContain(sentence)
    expect(text.length).toBeLessThan(JSON.stringify(audius).length / 2)
  })
})
