import { type FurnishedSite, newPassword } from './furnished-site.ts'
import type { Entries, Seen } from './test-browser.ts'

/** A page that people see: how to come there, and what its form makes of nonsense. */
export interface SitePage {
  /** Its route, as the route table has it. */
  readonly route: string
  /** Who opens it. */
  readonly who: 'ada' | 'bob' | 'nobody'
  readonly path: string
  readonly form?: RefusedForm
}

/** A form filled in so that something in it is refused. */
export interface RefusedForm {
  /** The route that it is sent to. */
  readonly to: string
  readonly path: string
  /** What is typed. What is typed as `password` or `code` is a secret. */
  readonly typed: Readonly<Record<string, string>>
  /** Boxes and circles. */
  readonly chosen?: Readonly<Record<string, string>>
  /** `id` of the field that is refused, first of all. */
  readonly wrong: string
}

/** Markup, a quote and an end of text, in each field that takes text. */
export const markup = `"'></textarea><x-probe onclick=alert(1)>`

/** Every page of the site, and those of a sign-in. A route that is missing here makes a test fail. */
export function listSitePages({ appId, attemptId, links, interactions }: FurnishedSite): readonly SitePage[] {
  const app = `/developers/apps/${appId}`
  const nobody = (route: string, more: Partial<SitePage> = {}): SitePage => ({ route, who: 'nobody', path: route, ...more })
  const ada = (route: string, more: Partial<SitePage> = {}): SitePage => ({ ...nobody(route, more), who: 'ada' })
  const bob = (route: string, more: Partial<SitePage> = {}): SitePage => ({ ...nobody(route, more), who: 'bob' })
  const ofApp = (tab: string, more: Partial<SitePage> = {}): SitePage =>
    ada(`/developers/apps/:clientId${tab}`, { path: app + tab, ...more })
  const form = (to: string, typed: Readonly<Record<string, string>>, wrong: string, more: Partial<RefusedForm> = {}): RefusedForm => ({
    ...{ to, path: to, typed, wrong },
    ...more,
  })
  const ofAppForm = (tab: string, ...rest: [typed: Readonly<Record<string, string>>, wrong: string, more?: Partial<RefusedForm>]) => ({
    form: { ...form(`/developers/apps/:clientId${tab}`, ...rest), path: app + tab },
  })
  const signUp = { email: markup, username: markup, name: `Zoë ${markup}`, password: 'tiny' }
  const newApp = { name: `App ${markup}`, homepage: `https://a.example/${markup}`, redirect_uris: `https://a.example/\n${markup}` }
  const kinds = { kind: 'confidential', application_type: 'native', scope_profile: 'on' }
  return [
    nobody('/account/sign-in', { form: form('/account/sign-in', { username: markup, password: 'wrong password' }, '') }),
    nobody('/account/sign-up', { form: form('/account/sign-up', signUp, 'email') }),
    nobody('/account/sign-up/sent'),
    nobody('/account/sign-up/confirm', { path: links.signUp }),
    nobody('/account/recover', { form: form('/account/recover', { email: markup }, 'email') }),
    nobody('/account/recover/sent'),
    nobody('/account/recover/confirm', {
      path: links.recover,
      form: form('/account/recover/confirm', { password: 'tiny' }, 'password'),
    }),
    nobody('/account/recover/confirm', { path: '/account/recover/confirm?token=over' }),
    nobody('/account/email/confirm', { path: links.changeEmail }),
    ada('/account', { form: form('/account', { name: `Ada ${markup}`, username: markup }, 'username') }),
    ada('/account/security'),
    nobody('/account/sign-in/code', { path: interactions.code, form: form('/account/sign-in/code', { code: markup }, 'code') }),
    ada('/account/two-step', { form: form('/account/two-step', { code: 'nineteen' }, 'code') }),
    ada('/account/tokens', { form: form('/account/tokens', { name: markup + 'x'.repeat(80) }, 'name-0') }),
    ada('/account/tokens/new', {
      form: form('/account/tokens/new', { name: markup + 'x'.repeat(80) }, 'name', {
        chosen: { 'scope_tracks:read': 'on', expires: 'week' },
      }),
    }),
    ada('/account/password', {
      form: form('/account/password', { current_password: 'not it at all', password: newPassword }, 'current_password'),
    }),
    ada('/account/email', { form: form('/account/email', { email: markup }, 'email') }),
    ada('/account/email/sent'),
    ada('/account/close'),
    bob('/account/close', { form: form('/account/close', {}, 'confirmed') }),
    bob('/account/apps'),
    bob('/account/tokens'),
    bob('/developers'),
    ada('/account/apps'),
    ada('/developers'),
    ada('/developers/apps/new', { form: form('/developers/apps/new', newApp, 'homepage', { chosen: kinds }) }),
    ofApp('', ofAppForm('', newApp, 'homepage', { chosen: { application_type: 'native', scope_profile: 'on' } })),
    ofApp('/secrets', ofAppForm('/secrets', { label: markup + 'x'.repeat(60) }, 'label')),
    ofApp('/logo'),
    ofApp('/team', ofAppForm('/team', { invitee: markup }, 'invitee', { chosen: { role: 'owner' } })),
    ofApp('/delete', ofAppForm('/delete', { name: markup }, 'name')),
    ofApp('/log', { path: `${app}/log?id=${encodeURIComponent(markup)}` }),
    ofApp('/log/:attempt', { path: `${app}/log/${attemptId}` }),
    ofApp('/try'),
    ofApp('/try/callback', { path: `${app}/try/callback?error=access_denied` }),
    nobody('/interaction/sign-in', { path: interactions.signIn }),
    ada('/interaction/consent', { path: interactions.consent }),
    nobody('/device', { path: `/device?user_code=${encodeURIComponent(markup)}` }),
    nobody('/oauth/authorize', { path: `/oauth/authorize?client_id=${encodeURIComponent(markup)}` }),
  ]
}

/** Routes that take a press of a button alone. */
export const buttons: readonly string[] = [
  '/account/sign-out',
  '/account/security',
  '/account/sign-up/confirm',
  '/account/email/confirm',
  '/account/apps/revoke',
  '/account/apps/revoke-all',
  '/developers',
  '/developers/apps/:clientId/logo',
  '/developers/apps/:clientId/try',
]

/** Fills in the form of a page as a person would: what they type and choose, and the hidden fields that are there. */
export function fillIn({ body }: Pick<Seen, 'body'>, { path, typed, chosen }: RefusedForm): Entries {
  const forms = body.match(/<form .*?<\/form>/gs) ?? []
  const asks = (one: string, name: string): boolean => one.replaceAll(/<input type="hidden"[^>]*>/g, '').includes(` name="${name}"`)
  const form = forms.find((one) => one.includes(`action="${path}"`) && Object.keys(typed).every((name) => asks(one, name)))
  const hidden = [...(form ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)]
  return { ...Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])), ...typed, ...chosen }
}
