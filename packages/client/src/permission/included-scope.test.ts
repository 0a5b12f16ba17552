import { audius as slimAudius } from '@stagedoor/client'
import { audiotool, audius, audiusLegacy, auphonic, soundcloud, standard } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { coversToken, INCLUDED, readInclusion } from './included-scope.ts'

describe('which scope includes which', () => {
  it.each([audiotool, audius, audiusLegacy, auphonic, soundcloud, standard])('is as the description of $name says', ({ id, scopes }) => {
    expect(INCLUDED[id] ?? {}).toEqual(readInclusion(scopes))
  })

  it('counts for a short description, a whole one, and one of your own', () => {
    const own = { ...standard, id: 'audius', scopes: [] }

    for (const platform of [slimAudius, audius]) expect(coversToken(platform, ['write'], 'read')).toBe(true)
    expect(coversToken(own, ['write'], 'read')).toBe(false)
    expect(coversToken(slimAudius, ['read'], 'write')).toBe(false)
  })
})
