import type { PageFrame } from '@stagedoor/server/ports'
import { html, raw } from 'hono/html'
import { documentStart } from './document-start.ts'
import { doorMark } from './icons.ts'
import { type Markup, markupToString } from './markup.ts'
import type { Messages } from './messages/index.ts'
import { visibleText } from './visible-text.ts'

/** Where the files of a look stand, below the server. */
export interface AssetPaths {
  readonly stylesheet: string
  readonly icon: string
}

/** What a page is made with, besides what it says. */
export interface PageTools {
  readonly messages: Messages
  readonly assets: AssetPaths
}

/** Sets a page's content into the document that all pages share. `title` is plain text; see {@link documentStart}. */
export function pageDocument(frame: PageFrame, tools: PageTools, content: { readonly title: string; readonly main: Markup }): string {
  return markupToString(html`${documentStart(frame, tools, content.title)}
<body class="${frame.display === 'popup' ? raw('popup') : raw('whole')}">
<header class="brand">${doorMark}<span>${visibleText(frame.platform.name)}</span></header>
<main class="card">
${content.main}
</main>
</body>
</html>
`)
}
