import { audius, auphonic, standard } from '@stagedoor/platforms'
import type {
  ConsentPage,
  DevicePage,
  ErrorPage,
  FormPostPage,
  PageFrame,
  Pages,
  ShownClient,
  SignInPage,
  WebMessagePage,
} from '@stagedoor/server/ports'

/** The nonce that the samples' Content-Security-Policy allows. */
export const SAMPLE_NONCE = 'c2FtcGxlLW5vbmNl'

const sampleFrame: PageFrame = {
  basePath: '/audius',
  platform: { name: audius.name, ...audius.look },
  language: 'en',
  display: 'page',
  scriptNonce: SAMPLE_NONCE,
}

export const sampleClient: ShownClient = {
  name: 'Night Shift Remixer',
  homepage: 'https://nightshift.example/about',
  verified: true,
  registered: true,
  native: false,
  returnsTo: 'nightshift.example',
}

export const sampleSignIn: SignInPage = {
  ...sampleFrame,
  client: sampleClient,
  transaction: 'transaction-1',
  csrf: 'csrf-1',
  username: '',
  problem: null,
  demoAccounts: [
    { username: 'ada', password: 'ada-demo', name: 'Ada Moreau' },
    { username: 'kofi', password: 'kofi-demo', name: 'Kofi Beats' },
  ],
}

export const sampleConsent: ConsentPage = {
  ...sampleFrame,
  client: sampleClient,
  transaction: 'transaction-1',
  csrf: 'csrf-1',
  account: { name: 'Ada Moreau', username: 'ada', picture: null },
  scopes: audius.scopes.map(({ token, title, sentence, kind }) => ({ token, title, sentence, kind, isNew: false })),
  extendsEarlier: false,
}

export const sampleError: ErrorPage = {
  ...sampleFrame,
  code: 'redirect_uri_mismatch',
  title: 'This app wants to send you to an address it has not registered',
  message:
    'For your safety we stopped here, and nothing was shared. You can close this page; if you trust the app, tell the people who make it.',
  developer: [
    {
      text: 'The redirect_uri of the request is not among those registered for this client. Yours ends without the slash.',
      compare: {
        sentLabel: 'Sent',
        sent: 'https://nightshift.example/callback',
        registeredLabel: 'Registered',
        registered: 'https://nightshift.example/callback/',
      },
    },
  ],
  errorId: null,
}

export const sampleFormPost: FormPostPage = {
  ...sampleFrame,
  client: sampleClient,
  action: 'http://127.0.0.1/callback',
  fields: [
    ['code', 'code-1'],
    ['state', 'state-1'],
  ],
}

export const sampleWebMessage: WebMessagePage = {
  ...sampleFrame,
  display: 'popup',
  client: sampleClient,
  targetOrigin: 'http://127.0.0.1',
  message: { code: 'code-1', state: 'state-1' },
  outcome: 'allowed',
}

const sampleDevice: DevicePage = { ...sampleFrame, step: 'enter', action: '/audius/device', userCode: 'BCDF-GHJK', problem: null }

const standardFrame = { platform: { name: standard.name, ...standard.look }, basePath: '' }

/** One word of 300 letters, and names that try to hide or to turn the sentence around. */
const LONG_NAME: string = 'Supercalifragilistic'.repeat(15)
const RTL_NAME = 'استوديو الليل \u202Ereximer\u0000'

const manyScopes: ConsentPage['scopes'] = Array.from({ length: 10 }, (_, index) => ({
  token: `scope-${index}`,
  title: index % 3 === 0 ? 'Add and change your tracks' : 'See your unpublished tracks',
  sentence: 'The app can do this with every track you have, and also with those that you have not published yet.',
  kind: index % 3 === 0 ? 'write' : 'read',
  isNew: index % 2 === 0,
}))

/** Every page in every state that looks different, by name. */
export function renderSamples(pages: Pages): ReadonlyMap<string, string> {
  return new Map([
    ['sign-in', pages.signIn(sampleSignIn)],
    ['sign-in-wrong', pages.signIn({ ...sampleSignIn, username: 'ada', problem: 'wrong_credentials' })],
    [
      'sign-in-missing',
      pages.signIn({ ...sampleSignIn, ...standardFrame, problem: 'missing_username', display: 'popup', demoAccounts: [] }),
    ],
    ['sign-in-busy', pages.signIn({ ...sampleSignIn, language: 'de', problem: 'busy', client: { ...sampleClient, name: LONG_NAME } })],
    ['consent', pages.consent(sampleConsent)],
    ['consent-popup', pages.consent({ ...sampleConsent, display: 'popup' })],
    ['consent-standard', pages.consent(standardConsent())],
    ['consent-unregistered', pages.consent({ ...sampleConsent, display: 'popup', client: unregisteredClient })],
    ['consent-unscoped', pages.consent(unscopedConsent())],
    ['consent-german', pages.consent({ ...sampleConsent, language: 'de-CH' })],
    ['consent-many', pages.consent({ ...sampleConsent, display: 'popup', scopes: manyScopes, extendsEarlier: true })],
    ['consent-long', pages.consent(hostileConsent(LONG_NAME))],
    ['consent-rtl', pages.consent(hostileConsent(RTL_NAME))],
    ['consent-device', pages.consent(deviceConsent())],
    ['device', pages.device(sampleDevice)],
    ['device-wrong', pages.device({ ...sampleDevice, language: 'de', userCode: 'BCDF-GHJ', problem: 'unknown' })],
    ['device-allowed', pages.device({ ...sampleDevice, step: 'allowed' })],
    ['error', pages.error(sampleError)],
    ['error-popup', pages.error({ ...sampleError, display: 'popup', developer: [], errorId: 'kJ3-x9QzT0aB' })],
    ['error-lookalike', pages.error(lookalikeError())],
  ])
}

const unregisteredClient: ShownClient = { ...sampleClient, homepage: null, verified: false, registered: false }

function unscopedConsent(): ConsentPage {
  const { name, look, unscopedAccess } = auphonic
  const scopes = unscopedAccess === null ? [] : [{ token: '', ...unscopedAccess, isNew: false }]
  return { ...sampleConsent, platform: { name, ...look }, client: { ...sampleClient, verified: false }, scopes }
}

function standardConsent(): ConsentPage {
  const scopes = standard.scopes.map(({ token, title, sentence, kind }) => ({ token, title, sentence, kind, isNew: false }))
  return {
    ...sampleConsent,
    ...standardFrame,
    scopes,
    client: { ...sampleClient, verified: false, native: true, returnsTo: 'nightshift:' },
  }
}

function deviceConsent(): ConsentPage {
  const page = standardConsent()
  return { ...page, client: { ...page.client, native: false, returnsTo: 'device:' }, device: { userCode: 'BCDF-GHJK' } }
}

function hostileConsent(name: string): ConsentPage {
  return {
    ...sampleConsent,
    client: { ...sampleClient, name, verified: false, returnsTo: `${'a'.repeat(60)}.${'b'.repeat(60)}.example` },
    account: { name, username: name, picture: 'data:image/png;base64,AAAA' },
  }
}

function lookalikeError(): ErrorPage {
  const compare = { sentLabel: 'Sent', registeredLabel: 'Registered', registered: 'https://nightshift.example/callback' }
  return {
    ...sampleError,
    language: 'de',
    developer: [
      { text: 'The host differs.', compare: { ...compare, sent: 'https://nightshift.ex\u0430mple/callback\u202E/kcab' } },
      { text: `The client id ${LONG_NAME} is unknown.` },
    ],
    errorId: 'kJ3-x9QzT0aB',
  }
}
