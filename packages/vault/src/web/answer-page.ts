import { createHash } from 'node:crypto'

/** What a page of the handlers says. */
export interface AnswerPage {
  readonly title: string
  readonly sentence: string
  /** In small print. */
  readonly note?: string | undefined
  /** A form of one button, sent by POST to this path. */
  readonly button?: { readonly label: string; readonly path: string; readonly returnTo?: string | undefined } | undefined
  readonly link?: { readonly label: string; readonly path: string } | undefined
}

const STYLE =
  ':root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}body{max-width:32rem;margin:15vh auto;padding:0 1.5rem}' +
  'h1{font-size:1.5rem;line-height:1.2}small{opacity:.75}button{font:inherit;padding:.6rem 1.2rem;cursor:pointer}'

/**
 * Headers of a page: nothing runs on it, nobody frames it, nothing of it is kept.
 *
 * There is no `form-action`: Chromium holds the redirect to the platform to it, and which one that is, is the vault's to know. No form here
 * has an address that a request could write.
 */
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'`,
  'x-frame-options': 'DENY',
}

/** Headers of every answer. A reply's code stands in the address of the request: no page behind it, and no cache, is to have it. */
const PRIVATE_HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
}

export function pageResponse(status: number, page: AnswerPage): Response {
  const headers = new Headers({ ...PRIVATE_HEADERS, ...PAGE_HEADERS })
  // `no-referrer` would make browsers send `Origin: null` with our own form (Fetch §3.2).
  if (page.button !== undefined) headers.set('referrer-policy', 'same-origin')
  return new Response(formatPage(page), { status, headers })
}

/** Loads the same address again, as a page of this app asks for it. */
export function reloadingPage(): Response {
  const html =
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0"><title>One moment</title></html>'
  return new Response(html, { status: 200, headers: { ...PRIVATE_HEADERS, ...PAGE_HEADERS } })
}

export function jsonResponse(status: number, body: object): Response {
  return Response.json(body, { status, headers: PRIVATE_HEADERS })
}

/** Sends the browser on with a GET, whatever brought it here (RFC 9110 §15.4.4). */
export function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { ...PRIVATE_HEADERS, location } })
}

/** Tells whether a person waits for a page, not a script for data. */
export function wantsPage({ headers }: Pick<Request, 'headers'>): boolean {
  return (headers.get('accept') ?? '').includes('text/html')
}

function formatPage({ title, sentence, note, button, link }: AnswerPage): string {
  const returnTo = button?.returnTo
  const field = returnTo === undefined ? '' : `<input type="hidden" name="returnTo" value="${escapeHtml(returnTo)}">`
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>${escapeHtml(title)}</title><style>${STYLE}</style>`,
    `<main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(sentence)}</p>`,
    button ? `<form method="post" action="${escapeHtml(button.path)}">${field}<button>${escapeHtml(button.label)}</button></form>` : '',
    link ? `<p><a href="${escapeHtml(link.path)}">${escapeHtml(link.label)}</a></p>` : '',
    note === undefined ? '' : `<p><small>${escapeHtml(note)}</small></p>`,
    '</main></html>',
  ].join('')
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
