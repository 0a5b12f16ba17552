import type { ShownClient } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import { icons } from './icons.ts'
import type { Markup } from './markup.ts'
import { fill } from './messages/fill.ts'
import type { Messages } from './messages/index.ts'
import { visibleText } from './visible-text.ts'

/** Shows an app's name within a sentence; a long one is clamped by the stylesheet, never cut. */
export function clientName(client: ShownClient): Markup {
  return html`<span class="name">${visibleText(client.name)}</span>`
}

/** Shows the first letter of a name in a tile, where no picture is known. */
export function monogram(name: string): Markup {
  const letters = name.replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]+/gu, '')
  const [first = ''] = letters
  return html`<span class="monogram" aria-hidden="true">${first.toUpperCase()}</span>`
}

/** Shows the app's logo, or the first letter of its name. */
export function clientFace({ client, basePath }: { readonly client: ShownClient; readonly basePath: string }): Markup {
  return client.logo === undefined
    ? monogram(client.name)
    : html`<img class="logo" src="${basePath}${client.logo}" alt="" width="48" height="48">`
}

/** Says what is known about who makes the app: its homepage, whether it was verified or even registered, whether it lives on the device. */
export function clientFacts(client: ShownClient, platformName: string, messages: Messages): Markup {
  const platform = visibleText(platformName)
  const homepage = parseHomepage(client.homepage)
  return html`<ul class="facts">
${homepage && html`<li><a href="${homepage.href}" target="_blank" rel="noopener noreferrer">${visibleText(homepage.host)}</a></li>`}
${client.native && html`<li>${icons.device}<span>${messages.nativeApp}</span></li>`}
${standing(client, platform, messages)}
</ul>`
}

function standing({ verified, registered }: ShownClient, platform: Markup, messages: Messages): Markup {
  if (verified) return html`<li class="verified">${icons.verified}<span>${fill(messages.verifiedApp, { platform })}</span></li>`
  if (registered) return html`<li>${icons.caution}<span>${fill(messages.unverifiedApp, { platform })}</span></li>`
  return html`<li class="unregistered">${icons.caution}<span>${fill(messages.unregisteredApp, { platform })}</span></li>`
}

/** Only web addresses become a link: `javascript:` in a registration must not run on our origin. */
function parseHomepage(homepage: string | null): { readonly href: string; readonly host: string } | null {
  if (homepage === null || !URL.canParse(homepage)) return null
  const { protocol, href, host } = new URL(homepage)
  return protocol === 'https:' || protocol === 'http:' ? { href, host } : null
}
