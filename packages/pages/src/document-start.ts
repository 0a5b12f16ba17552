import type { PageFrame } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import type { Markup } from './markup.ts'
import type { PageTools } from './page-document.ts'
import { plainVisibleText } from './visible-text.ts'

/** Begins a document: all before its body. `title` is plain text, made by us or made visible. */
export function documentStart(
  { platform, basePath }: Pick<PageFrame, 'platform' | 'basePath'>,
  { messages, assets }: PageTools,
  title: string,
): Markup {
  return html`<!doctype html>
<html lang="${messages.language}" dir="${messages.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} · ${plainVisibleText(platform.name)}</title>
<link rel="stylesheet" href="${basePath}${assets.stylesheet}">
<link rel="icon" type="image/svg+xml" href="${basePath}${assets.icon}">
</head>`
}
