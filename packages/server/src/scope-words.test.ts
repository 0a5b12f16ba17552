import { audiotool, audius, audiusLegacy, auphonic, soundcloud, standard } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startServer } from '../test/start-server.ts'
import { consentPage } from '../test/test-browser.ts'
import { scopeWords } from './scope-words.ts'

const platforms = [standard, audiotool, audius, audiusLegacy, soundcloud, auphonic]

describe('the words of a scope', () => {
  it.each([
    ['de-CH', 'Dein Profil sehen'],
    ['ja', 'プロフィールを見る'],
    ['pl', 'See your profile'],
    ['constructor', 'See your profile'],
  ])('are in the language of the page: %s', (language, title) => {
    const profile = standard.scopes.find(({ token }) => token === 'profile')

    expect(profile && scopeWords(profile, language).title).toBe(title)
  })

  it.each(platforms)('are there for every scope of $id in every language of the pages', ({ scopes, unscopedAccess }) => {
    for (const { translations } of [...scopes, ...(unscopedAccess === null ? [] : [unscopedAccess])])
      expect(Object.keys(translations ?? {})).toEqual(['de', 'fr', 'es', 'ja'])
  })

  it('stand on the consent screen in the language of the person', async () => {
    const server = await startServer()
    const browser = server.openBrowser()
    const signedIn = await browser.signIn(await browser.authorize({ scope: 'profile' }))

    const page = consentPage(await browser.get(signedIn.location, { 'accept-language': 'fr-CA, en;q=0.5' }))

    expect(page.language).toBe('fr')
    expect(page.scopes).toMatchObject([{ title: 'Voir ton profil' }])
  })
})
