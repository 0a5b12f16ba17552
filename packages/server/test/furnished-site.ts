import { onTestFinished } from 'vitest'
import type { Mail } from '../src/ports/mailer.ts'
import { startSite, type TestSite } from './start-site.ts'
import { password, type TestBrowser } from './test-browser.ts'

/** What strangers have written, wherever they may write. */
export interface StrangersWords {
  readonly appName: string
  readonly personName: string
  readonly label: string
  readonly invitee: string
  readonly sent: string
  readonly userAgent: string
}

/** Words as people write them. */
export const plainWords: StrangersWords = {
  appName: 'Mixdown',
  personName: 'Ada Lovelace',
  label: 'server in Leeds',
  invitee: 'bob',
  sent: 'https://mixdown.example/Callback',
  userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1',
}

/** A site on which something has happened: every list has an entry, every link of a mail is there to be opened. */
export interface FurnishedSite extends TestSite {
  /** Ada's, just signed in: she owns an app and has let it in. */
  readonly ada: TestBrowser
  /** Bob's, just signed in: he has nothing but an invitation. */
  readonly bob: TestBrowser
  readonly nobody: TestBrowser
  /** A confidential app of hers. */
  readonly appId: string
  /** One of its sign-ins that stopped. */
  readonly attemptId: string
  /** Paths of what mails lead to. */
  readonly links: { readonly signUp: string; readonly recover: string; readonly changeEmail: string }
  /** Paths of a sign-in on its way. */
  readonly interactions: { readonly signIn: string; readonly code: string; readonly consent: string }
}

/** Starts the site and furnishes it; it ends with the test. */
export async function startFurnishedSite(words: StrangersWords = plainWords): Promise<FurnishedSite> {
  const mails: Mail[] = []
  const mailer = { send: async (mail: Mail) => void mails.push(mail) }
  const logoEncoder = { encode: async () => ({ outcome: 'encoded', body: onePixel }) as const }
  const site = await startSite({ site: { mailer, logoEncoder } })
  onTestFinished(() => site.context.background.settle())
  const [ada, bob, nobody] = [site.openBrowser(), site.openBrowser(), site.openBrowser()]
  const newestLink = async (): Promise<string> => {
    await site.context.background.settle()
    const text = mails.at(-1)?.text ?? ''
    return /http:\/\/127\.0\.0\.1:\d+(\/\S+)/.exec(text)?.[1] ?? ''
  }
  const fillIn = async (browser: TestBrowser, path: string, form: Readonly<Record<string, string>>, headers = {}) =>
    browser.submit(await browser.get(path), path, form, headers)

  await fillIn(ada, '/account/sign-in', { username: 'ada', password }, { 'user-agent': words.userAgent })
  await fillIn(ada, '/account', { name: words.personName, username: 'ada' })
  await fillIn(bob, '/account/sign-in', { username: 'bob', password })
  const appId = await registerApp(site, ada, words)
  await fillIn(nobody, '/account/sign-up', { email: 'zoe@example.com', username: 'zoe', name: words.personName, password: newPassword })
  const signUp = await newestLink()
  await fillIn(ada, '/account/email', { email: 'ada@example.com' })
  const changeEmail = await newestLink()
  await site.store.users.add({
    ...site.user,
    id: 'user-cy',
    username: 'cy',
    name: words.personName,
    email: 'cy@example.com',
    emailVerified: true,
  })
  await ada.submit(await ada.get('/account/tokens/new'), '/account/tokens/new', {
    name: words.label,
    'scope_tracks:read': 'on',
    expires: 'never',
  })
  await fillIn(nobody, '/account/recover', { email: 'cy@example.com' })
  const recover = await newestLink()
  return {
    ...site,
    ...{ ada, bob, nobody, appId },
    attemptId: await stopSignIn(site, appId, words),
    links: { signUp, recover, changeEmail },
    interactions: {
      code: await beginSecondStep(site, nobody),
      signIn: (await nobody.authorize({ client_id: appId, redirect_uri: callback, scope: 'openid profile' })).location,
      consent: (await ada.authorize({ client_id: appId, redirect_uri: callback, scope: 'openid profile', prompt: 'consent' })).location,
    },
  }
}

/** A password that no rule is against. */
export const newPassword = 'four random words here'
const callback = 'https://mixdown.example/callback'
/** Not a picture, but nobody looks: a logo is whatever the encoder says it is. */
const onePixel = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64')

/** Registers an app through the portal, with a logo, a second secret and an invitation, and lets it in. */
async function registerApp({ store, user }: TestSite, ada: TestBrowser, words: StrangersWords): Promise<string> {
  const form = {
    name: words.appName,
    redirect_uris: callback,
    scope_openid: 'on',
    scope_profile: 'on',
    kind: 'confidential',
    application_type: 'web',
  }
  await ada.submit(await ada.get('/developers/apps/new'), '/developers/apps/new', form)
  const [own] = await store.apps.listOwn(user.id)
  if (own === undefined) throw new Error('The app was not registered.')
  const { id } = own.app.client
  const path = `/developers/apps/${id}`
  const secrets = await ada.get(`${path}/secrets`)
  const hidden = (name: string): string | undefined => new RegExp(`name="${name}" value="([^"]*)"`).exec(secrets.body)?.[1]
  await ada.submit(secrets, `${path}/secrets`, { act: 'add', label: words.label, seen: hidden('seen') })
  await ada.submit(secrets, `${path}/secrets`, { act: 'revoke', secret: hidden('secret') })
  await ada.submit(await ada.get(`${path}/team`), `${path}/team`, { act: 'invite', invitee: words.invitee, role: 'developer' })
  await store.apps.setLogo(id, { digest: 'a'.repeat(64), contentType: 'image/webp', body: onePixel })
  await ada.decide(await ada.authorize({ client_id: id, redirect_uri: callback, scope: 'openid' }), 'allow')
  return id
}

/** Lets somebody who has a second step type their password; resolves to where that leads. */
async function beginSecondStep({ store, user, context }: TestSite, browser: TestBrowser): Promise<string> {
  const careful = { ...user, id: 'user-dee', username: 'dee', email: null, emailVerified: false }
  await store.users.add(careful)
  await store.secondFactors.enrolTotp(careful.id, { secret: new Uint8Array(20), lastStep: 0, recoveryDigests: [] }, context.now())
  return (await browser.submit(await browser.get('/account/sign-in'), '/account/sign-in', { username: 'dee', password })).location
}

/** Lets somebody try to sign in with what is not registered; resolves to the id of the attempt. */
async function stopSignIn({ context, store, openBrowser }: TestSite, appId: string, { sent }: StrangersWords): Promise<string> {
  const browser = openBrowser()
  await browser.authorize({
    client_id: appId,
    redirect_uri: callback,
    scope: `openid ${sent.replaceAll(/[^\x21\x23-\x5B\x5D-\x7E]/g, '')}`,
  })
  await browser.authorize({ client_id: appId, redirect_uri: sent, state: sent })
  await context.signInRecorder?.flush()
  const failed = (await store.signInLog.list(appId, context.now())).filter(({ kind }) => kind === 'failed')
  return failed.at(-1)?.id ?? ''
}
