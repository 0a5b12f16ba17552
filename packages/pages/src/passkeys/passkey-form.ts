import type { PageFrame, PasskeyOffer } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import type { Markup } from '../markup.ts'
import { passkeyWords } from './passkey-words.ts'

/** Renders the form that signs in with a passkey. A script shows it where the browser can; without one it is not there. */
export function passkeyForm(
  { basePath, language }: PageFrame,
  offer: PasskeyOffer | null,
  { action, fields }: { readonly action: string; readonly fields: Readonly<Record<string, string>> },
): Markup | null {
  if (offer === null) return null
  return html`<form class="passkey" id="passkey" method="post" action="${basePath}${action}" data-challenge="${offer.challenge}" data-rp-id="${offer.rpId}" hidden>
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<input type="hidden" name="challenge" value="${offer.challenge}"><input type="hidden" name="response">
<button class="secondary" type="button">${passkeyWords(language).signIn}</button>
</form>`
}
