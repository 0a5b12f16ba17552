import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import type { AnnouncedPlatform, Announcement } from '../emulator/announcement.ts'
import { picturesPath } from '../pictures/place-pictures.ts'

const style = `
:root { color-scheme: light dark; --ink: light-dark(#1b1a22, #f1eff8); --soft: light-dark(#5d5a6b, #aca8bd);
  --line: light-dark(#dedbe8, #3a3747); --card: light-dark(#fff, #211f2b); --link: light-dark(#4a2fd4, #a999ff) }
body { margin: 0 auto; max-width: 62rem; padding: 2.5rem 1.25rem 4rem; font: 16px/1.55 system-ui, sans-serif; color: var(--ink);
  background: light-dark(#f6f5fa, #17161e) }
h1 { font-size: 1.7rem; margin: 0 } h2 { font-size: 1.2rem; margin: 0 0 .25rem } h3 { font-size: .95rem; margin: 1.25rem 0 .25rem }
p { margin: .25rem 0 } a { color: var(--link) } .soft { color: var(--soft) }
section { margin-top: 1.5rem; padding: 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; overflow-x: auto }
code { font: .875em/1.5 ui-monospace, monospace; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100% } th, td { padding: .3rem 1rem .3rem 0; text-align: left; vertical-align: top; border-top: 1px solid var(--line) }
th { font-weight: 500; white-space: nowrap } tr:first-child > * { border-top: 0 }
ul { display: flex; flex-wrap: wrap; gap: 1rem; margin: .75rem 0 0; padding: 0; list-style: none }
li { display: flex; align-items: center; gap: .6rem } img { border-radius: 50% }
`

/** What a Content-Security-Policy must name for the style of the page. */
export const frontPageStyleSource: string = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

/** Draws the first page of the emulator: its platforms, the accounts to sign in with, the clients that are registered. */
export function drawFrontPage({ url, control, platforms }: Announcement): string {
  const entries = Object.entries(platforms)
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="${picturesPath}emulator/stagedoor/64x64.svg" />
        <title>Stagedoor on this machine</title>
        <style>${raw(style)}</style>
      </head>
      <body>
        <header>
          <h1>Stagedoor</h1>
          <p class="soft">The platforms, on this machine. Control API: <code>${control}</code></p>
        </header>
        <main>${entries.map(([id, platform]) => drawPlatform(id, platform, url))}</main>
      </body>
    </html>`.toString()
}

function drawPlatform(id: string, { issuer, endpoints, clients, users }: AnnouncedPlatform, url: string): unknown {
  const wellKnown = `${issuer}/.well-known/oauth-authorization-server`
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${id}</h2>
    <p><code>${issuer}</code> · <a href="${wellKnown}">metadata</a></p>
    <h3>Sign in as</h3>
    <ul>
      ${users.map(
        ({ username, password }) => html`<li>
          <img src="${url}${picturesPath}${id}/${encodeURIComponent(username)}/150x150.svg" width="40" height="40" alt="" />
          <span><b>${username}</b><br /><code>${password}</code></span>
        </li>`,
      )}
    </ul>
    <h3>Clients</h3>
    <table>
      ${clients.map(
        ({ clientId, clientSecret, redirectUris, scopes }) => html`<tr>
          <th scope="row"><code>${clientId}</code></th>
          <td>
            ${redirectUris.map((uri) => html`<code>${uri}</code><br />`)}
            <span class="soft">${scopes.join(' ')}</span>
            ${clientSecret === undefined ? '' : html`<br /><span class="soft">secret</span> <code>${clientSecret}</code>`}
          </td>
        </tr>`,
      )}
    </table>
    <h3>Endpoints</h3>
    <table>
      ${Object.entries(endpoints)
        .filter(([name]) => name.includes('_'))
        .map(([name, address]) => html`<tr><th scope="row">${name}</th><td><code>${address}</code></td></tr>`)}
    </table>
  </section>`
}
