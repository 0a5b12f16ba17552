import fc from 'fast-check'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../../tools/launch-browser.ts'
import { sampleClient, sampleConsent, sampleError, sampleFormPost, sampleSignIn, sampleWebMessage } from '../samples/sample-pages.ts'
import { createPages } from './index.ts'

const pages = createPages()
let browser: Browser
let tab: Page

beforeAll(async () => {
  browser = await launchBrowser()
  tab = await browser.newPage()
})

afterAll(async () => {
  await browser?.close()
})

const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }).map((text) => text.toWellFormed()),
      fc.constantFrom('<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' autofocus onfocus=alert(1) x='", '</title>'),
      fc.constantFrom(
        '<!--',
        '--!>',
        ']]>',
        '</textarea>',
        '&lt;b&gt;',
        '&#60;b>',
        '{app}',
        '{platform}',
        '$&',
        '`',
        '\0',
        '\r\n',
        '\u202E',
      ),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((pieces) => pieces.join(''))
  .filter((text) => text !== '')

/** Renders one page of each kind with the text in every field that is text. */
function renderWith(text: string): string[] {
  const client = { ...sampleClient, name: text, returnsTo: text }
  const common = { client, transaction: text, csrf: text, platform: { ...sampleSignIn.platform, name: text } }
  const scope = { token: text, title: text, sentence: text, isNew: true }
  const compare = { sentLabel: text, sent: text, registeredLabel: text, registered: `${text}/` }
  return [
    pages.signIn({ ...sampleSignIn, ...common, username: text, demoAccounts: [{ username: text, password: text, name: text }] }),
    pages.consent({
      ...sampleConsent,
      ...common,
      account: { name: text, username: text, picture: `https://cdn.example/${text}` },
      scopes: [
        { ...scope, kind: 'read' },
        { ...scope, kind: 'write' },
      ],
    }),
    pages.error({
      ...sampleError,
      platform: common.platform,
      code: text,
      title: text,
      message: text,
      errorId: text,
      developer: [{ text, compare }],
    }),
    pages.formPost({ ...sampleFormPost, client, action: `https://app.example/${text}`, fields: [[text, text]], scriptNonce: text }),
    pages.webMessage({ ...sampleWebMessage, client, message: { state: text }, scriptNonce: text }),
  ]
}

/** What a browser makes of each page: its elements and their attributes by name, without the boxes for invisible characters. */
async function parse(documents: readonly string[]): Promise<{ readonly skeletons: string[]; readonly texts: string[][] }> {
  return tab.evaluate((sources) => {
    const parsed = sources.map((source) => new DOMParser().parseFromString(source, 'text/html'))
    const texts = parsed.map((page) => Array.from(page.querySelectorAll('bdi'), (element) => element.textContent ?? ''))
    const skeletons = parsed.map((page) => {
      for (const box of page.querySelectorAll('.invisible')) box.remove()
      return Array.from(page.querySelectorAll('*'), ({ tagName, attributes }) =>
        [tagName, ...Array.from(attributes, ({ name }) => name)].join(' '),
      ).join('\n')
    })
    return { skeletons, texts }
  }, documents)
}

describe('text of others', () => {
  it('never becomes an element or an attribute, in any field of any page', async () => {
    const expected = await parse(renderWith('harmless'))
    expect(expected.skeletons[1]).toContain('BUTTON class name value')

    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const { skeletons } = await parse(renderWith(text))
        expect(skeletons).toEqual(expected.skeletons)
      }),
      { numRuns: 150 },
    )
  })

  it('reaches the person whole', async () => {
    const text = `<b>"Rock & 'Roll'"</b>`

    const { texts } = await parse(renderWith(text))
    for (const page of texts) expect(page).toContain(text)
  })
})
