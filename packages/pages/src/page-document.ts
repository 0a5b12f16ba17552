import type { PageFrame } from '@stagedoor/server/ports'
import { html, raw } from 'hono/html'
import { doorMark } from './icons.ts'
import { type Markup, markupToString } from './markup.ts'
import type { Messages } from './messages/index.ts'
import { plainVisibleText, visibleText } from './visible-text.ts'

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

/** Sets a page's content into the document that all pages share. `title` is plain text, made by us or made visible. */
export function pageDocument(
  { platform, basePath, display }: PageFrame,
  { messages, assets }: PageTools,
  content: { readonly title: string; readonly main: Markup },
): string {
  return markupToString(html`<!doctype html>
<html lang="${messages.language}" dir="${messages.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${content.title} · ${plainVisibleText(platform.name)}</title>
<link rel="stylesheet" href="${basePath}${assets.stylesheet}">
<link rel="icon" type="image/svg+xml" href="${basePath}${assets.icon}">
</head>
<body class="${display === 'popup' ? raw('popup') : raw('whole')}">
<header class="brand">${doorMark}<span>${visibleText(platform.name)}</span></header>
<main class="card">
${content.main}
</main>
</body>
</html>
`)
}
