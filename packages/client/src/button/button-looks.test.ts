import { audiotool, audius, audiusLegacy, auphonic, soundcloud, standard } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { findButtonLook } from './button-looks.ts'

const descriptions = [audiotool, audius, audiusLegacy, auphonic, soundcloud, standard]

describe("a platform's look on a button", () => {
  it.each(descriptions)('[row: button/look] is as in the description of $id, before a client is there', ({ id, name, look }) => {
    expect(findButtonLook(id, undefined)).toEqual({
      // On a button nobody needs to know which of its interfaces an app uses.
      name: name.replace(' (legacy)', ''),
      look: { accent: look.accent, onAccent: look.onAccent.slice(0, 4) },
    })
  })

  it("is that of the client's own description, where it is not one of ours", () => {
    const own = { id: 'own', name: 'Own', look: { accent: '#fc0', onAccent: '#000' } }

    expect(findButtonLook(null, own)).toEqual({ name: 'Own', look: own.look })
  })

  it('is plain, with the name that is given, where nothing is known', () => {
    expect(findButtonLook('Mixcloud', undefined)).toMatchObject({ name: 'Mixcloud' })
    expect(findButtonLook(null, undefined)).toMatchObject({ name: '' })
  })
})
