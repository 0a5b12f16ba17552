import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import { picturesPath } from '../pictures/place-pictures.ts'

const style = `
:root { color-scheme: light dark; --ink: light-dark(#1b1a22, #f1eff8); --soft: light-dark(#5d5a6b, #aca8bd);
  --line: light-dark(#dedbe8, #3a3747); --card: light-dark(#fff, #211f2b); --link: light-dark(#4a2fd4, #a999ff); --code: light-dark(#f1eff7, #17161e) }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 56rem; padding: 2.5rem 1.25rem 4rem; font: 16px/1.55 system-ui, sans-serif; color: var(--ink);
  background: light-dark(#f6f5fa, #17161e) }
h1 { font-size: 1.7rem; margin: 0 } h2 { font-size: 1.2rem; margin: 0; overflow-wrap: anywhere } h3 { font-size: .95rem; margin: 1.1rem 0 .25rem }
p { margin: .25rem 0 } a { color: var(--link) } .soft { color: var(--soft); overflow-wrap: anywhere }
section, article { margin-top: 1.25rem; padding: 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; scroll-margin-top: 1rem }
code, pre { font: .875rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere }
pre { margin: .25rem 0 0; padding: .6rem .75rem; background: var(--code); border-radius: .5rem; white-space: pre-wrap }
ul { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; margin: .75rem 0 0; padding: 0; list-style: none }
li { display: flex; align-items: center; gap: .6rem } img { border-radius: 50% }
nav ul { gap: .25rem 1rem }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1rem; margin: .25rem 0 0 } dt { color: var(--soft) } dd { margin: 0; min-width: 0 }
dl + dl { margin-top: .75rem; padding-top: .75rem; border-top: 1px solid var(--line) }
details { margin-top: 1.1rem } summary { font-weight: 600; font-size: .95rem; cursor: pointer }
.text { margin: .75rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; gap: 0 } dd { margin-bottom: .4rem } }
`

/** What a Content-Security-Policy must name for the style of these pages. */
export const emulatorStyleSource: string = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

/** Draws a page of the emulator's own, which belongs to none of its platforms. */
export function drawEmulatorPage(page: {
  readonly title: string
  readonly heading: string
  /** Below the heading. */
  readonly lead: unknown
  readonly main?: unknown
}): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="${picturesPath}emulator/stagedoor/64x64.svg" />
        <title>${page.title}</title>
        <style>${raw(style)}</style>
      </head>
      <body>
        <header>
          <h1>${page.heading}</h1>
          ${page.lead}
        </header>
        <main>${page.main ?? ''}</main>
      </body>
    </html>`.toString()
}
