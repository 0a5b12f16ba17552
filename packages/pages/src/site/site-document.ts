import type { SiteFrame } from '@stagedoor/server/ports'
import { html, raw } from 'hono/html'
import { documentStart } from '../document-start.ts'
import { doorMark } from '../icons.ts'
import { type Markup, markupToString } from '../markup.ts'
import { fill } from '../messages/fill.ts'
import type { PageTools } from '../page-document.ts'
import { tokenKind } from '../tokens/messages/index.ts'
import { visibleText } from '../visible-text.ts'
import { enhancements } from './enhancements.ts'
import { siteMessagesFor } from './messages/index.ts'
import type { SiteMessages } from './messages/site-messages.ts'

/** What a page of the site is made of. */
export interface SiteContent {
  /** Plain text; also the window's title. A problem goes before it there: a screen reader hears it first. */
  readonly title: string
  /** Begins with the page's `h1`. */
  readonly main: Markup
  /** `narrow` for one form, `wide` for lists and tables. Default `wide`. */
  readonly width?: 'narrow' | 'wide'
  /** The area's notices in this language, by name; see {@link SiteFrame.notice}. */
  readonly notices?: Readonly<Record<string, string>>
  /** A script of this page's own, which the page works without. */
  readonly script?: string
}

/** Sets a page's content into the document that all pages outside a sign-in share. */
export function siteDocument(frame: SiteFrame, tools: PageTools, content: SiteContent): string {
  const words = siteMessagesFor(frame.language)
  const { platform, scriptNonce } = frame
  const notice =
    frame.notice !== null && content.notices && Object.hasOwn(content.notices, frame.notice) ? content.notices[frame.notice] : undefined
  return markupToString(html`${documentStart(frame, tools, content.title)}
<body class="site">
<a class="skip" href="#main">${words.skip}</a>
<header class="site-head">
<span class="brand">${doorMark}<span>${visibleText(platform.name)}</span></span>
${frame.account && accountCorner(frame, words)}
</header>
<div class="site-body">
${frame.account && navigation(frame, words)}
<main id="main" tabindex="-1" class="${content.width === 'narrow' ? raw('narrow card') : raw('wide')}">
${notice !== undefined && html`<p class="notice" role="status">${notice}</p>`}
${content.main}
</main>
</div>
<script nonce="${scriptNonce}">${raw(enhancements(words))}${raw(content.script ?? '')}</script>
</body>
</html>
`)
}

function accountCorner({ account, basePath, csrf }: SiteFrame, words: SiteMessages): Markup {
  const name = html`<span class="name">${visibleText(account?.name || account?.username || '')}</span>`
  return html`<form class="corner" method="post" action="${basePath}/account/sign-out">
<input type="hidden" name="csrf" value="${csrf}"><span class="corner-name">${fill(words.signedInAs, { account: name })}</span>
<button class="quiet">${words.signOut}</button></form>`
}

function navigation({ sections, section, basePath, tokenName, language }: SiteFrame, words: SiteMessages): Markup {
  const nameOf = (name: SiteFrame['sections'][number]): string =>
    name === 'tokens' && tokenName !== undefined ? tokenKind(language, tokenName).many : words.sections[name]
  return html`<nav class="site-nav" aria-label="${words.navigation}"><ul>
${sections.map((name) => html`<li><a href="${basePath}${SECTION_PATHS[name]}"${name === section && raw(' aria-current="page"')}>${nameOf(name)}</a></li>`)}
</ul></nav>`
}

const SECTION_PATHS: Readonly<Record<SiteFrame['sections'][number], string>> = {
  account: '/account',
  security: '/account/security',
  apps: '/account/apps',
  tokens: '/account/tokens',
  developers: '/developers',
}
