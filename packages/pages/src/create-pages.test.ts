import { describe, expect, it } from 'vitest'
import {
  renderSamples,
  SAMPLE_NONCE,
  sampleClient,
  sampleConsent,
  sampleError,
  sampleFormPost,
  sampleSignIn,
  sampleWebMessage,
} from '../samples/sample-pages.ts'
import { createPages } from './index.ts'
import { en } from './messages/en.ts'

describe('pages', () => {
  it.each([...renderSamples(createPages())])('%s has no inline style, no event handler and no address of a third party', (_, page) => {
    expect(typeof page).toBe('string')
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/i)
    const sources = [...page.matchAll(/(?:<link[^>]*\shref|\ssrc|\saction)="([^"]*)"/g)].map(([, source = '']) => source)
    for (const source of sources) expect(source).toMatch(/^(\/audius)?\/(assets|interaction|device)(\/|$)|^data:image\//)
  })

  it('have a script on the pages that only pass an answer on, with the nonce of theirs', () => {
    const pages = createPages()

    for (const page of renderSamples(pages).values()) expect(page).not.toContain('<script')
    expect(pages.formPost(sampleFormPost)).toContain(`<script nonce="${SAMPLE_NONCE}">`)
    expect(pages.webMessage(sampleWebMessage)).toContain(`<script nonce="${SAMPLE_NONCE}">`)
  })

  it('together with their files stay under 30 kB', () => {
    const pages = createPages()
    const page = pages.consent(sampleConsent)

    const files = [...pages.assets.values()].map(({ body }) => body)
    expect(files).toHaveLength(2)
    expect(Buffer.byteLength(page + files.join(''))).toBeLessThan(30_000)
  })

  it('keep what was typed, but never the password', () => {
    const page = createPages().signIn({ ...sampleSignIn, demoAccounts: [], username: '"ada"', problem: 'wrong_credentials' })

    expect(page).toContain('value="&quot;ada&quot;"')
    expect(page).toMatch(/<input id="password"(?![^>]*value)[^>]*>/)
  })

  it('link a homepage only when it is a web address', () => {
    const consent = (homepage: string | null) => createPages().consent({ ...sampleConsent, client: { ...sampleClient, homepage } })

    expect(consent('https://nightshift.example/about')).toContain('<a href="https://nightshift.example/about"')
    for (const homepage of ['javascript:alert(1)', 'data:text/html,x', '//x.example', 'x', null])
      expect(consent(homepage)).not.toContain('<a ')
  })

  it('show a picture only when it is one', () => {
    const consent = (picture: string) => createPages().consent({ ...sampleConsent, account: { ...sampleConsent.account, picture } })

    expect(consent('https://cdn.example/ada.jpg')).toContain('<img src="https://cdn.example/ada.jpg"')
    for (const picture of ['javascript:alert(1)', 'data:text/html,x', '//cdn.example/a']) expect(consent(picture)).not.toContain('<img')
  })

  it('translate an error by its code, and show the words of the server where they do not know it', () => {
    const error = (code: string) => createPages().error({ ...sampleError, language: 'de', code })

    expect(error('redirect_uri_mismatch')).toContain('nicht registriert')
    for (const code of ['something_new', 'constructor', '__proto__']) expect(error(code)).toContain(sampleError.title)
  })

  it('lead who is lost back to the account, and show no such way where there is none', () => {
    const error = (onward: object) =>
      createPages().error({ ...sampleError, basePath: '/audius', language: 'fr', code: 'page_unknown', ...onward })

    expect(error({ onward: '/account' })).toContain('<a href="/audius/account">Ton compte</a>')
    expect(error({})).not.toContain('/account')
  })

  it.each(['*', '/', 'null', 'javascript:alert(1)', 'https://app.example/path', 'myapp://callback'])(
    'refuse to send a message to %j, which is not the origin of a web page',
    (targetOrigin) => {
      expect(() => createPages().webMessage({ ...sampleWebMessage, targetOrigin })).toThrow(TypeError)
    },
  )

  it('say before Allow who asks, for whom, what is new, and where it leads', () => {
    const consent = (changes: object) => createPages().consent({ ...sampleConsent, language: 'en', ...changes })
    const [scope] = sampleConsent.scopes
    const page = consent({ client: { ...sampleClient, verified: true, returnsTo: 'app.example' } })
    const more = consent({ extendsEarlier: true, scopes: [scope, { ...scope, title: 'Change your tracks', isNew: true }] })

    expect(page).toContain('<li class="verified">')
    expect(consent({ client: { ...sampleClient, verified: false } })).not.toContain('<li class="verified">')
    expect(page).toContain(sampleConsent.account.username)
    expect(page).toContain(`value="switch_account">${en.switchAccount}`)
    expect(page).toContain('<strong><bdi>app.example</bdi></strong>')
    expect(more.match(new RegExp(en.newScope, 'g'))).toHaveLength(1)
    expect(more).toContain(`Change your tracks</bdi> <span class="new">${en.newScope}`)
    expect(page).not.toContain('class="new"')
  })

  it('say plainly that nobody has registered an app', () => {
    const consent = (registered: boolean) =>
      createPages().consent({ ...sampleConsent, client: { ...sampleClient, verified: false, registered } })

    expect(consent(false)).toContain('Not registered with')
    expect(consent(true)).not.toContain('Not registered with')
  })

  it('[OAuth 2.0 Form Post §2] refuse to post a response to anything but a web address', () => {
    expect(() => createPages().formPost({ ...sampleFormPost, action: 'javascript:alert(1)' })).toThrow(TypeError)
  })
})

describe('files of the pages', () => {
  it('are there from the start for the looks that are named', () => {
    const pages = createPages({ looks: [sampleSignIn.platform] })

    const before = [...pages.assets.keys()]
    pages.signIn(sampleSignIn)
    expect([...pages.assets.keys()]).toEqual(before)
    expect(before).toEqual([
      expect.stringMatching(/^\/assets\/stagedoor-\w{16}\.css$/),
      expect.stringMatching(/^\/assets\/stagedoor-\w{16}\.svg$/),
    ])
  })

  it('come with the first page of a look that was not named, and are linked under the base path', () => {
    const pages = createPages()

    const page = pages.signIn({ ...sampleSignIn, basePath: '/audius', platform: { name: 'X', accent: '#123456', onAccent: '#ffffff' } })
    const [stylesheet] = pages.assets.keys()
    expect(page).toContain(`href="/audius${stylesheet}"`)
    expect(pages.assets.get(stylesheet ?? '')?.body).toContain('#123456')
  })

  it('have a path that changes with their content only', () => {
    const paths = (accent: string) => [...createPages({ looks: [{ accent, onAccent: '#ffffff' }] }).assets.keys()]

    expect(paths('#123456')).toEqual(paths('#123456'))
    expect(paths('#123456')).not.toEqual(paths('#123457'))
  })
})
