import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import type { AnnouncedPlatform, Announcement } from '../emulator/announcement.ts'
import { picturesPath } from '../pictures/place-pictures.ts'
import { writeExampleCall } from '../resources/example-calls.ts'

const style = `
:root { color-scheme: light dark; --ink: light-dark(#1b1a22, #f1eff8); --soft: light-dark(#5d5a6b, #aca8bd);
  --line: light-dark(#dedbe8, #3a3747); --card: light-dark(#fff, #211f2b); --link: light-dark(#4a2fd4, #a999ff); --code: light-dark(#f1eff7, #17161e) }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 56rem; padding: 2.5rem 1.25rem 4rem; font: 16px/1.55 system-ui, sans-serif; color: var(--ink);
  background: light-dark(#f6f5fa, #17161e) }
h1 { font-size: 1.7rem; margin: 0 } h2 { font-size: 1.2rem; margin: 0 } h3 { font-size: .95rem; margin: 1.1rem 0 .25rem }
p { margin: .25rem 0 } a { color: var(--link) } .soft { color: var(--soft) }
section { margin-top: 1.25rem; padding: 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; scroll-margin-top: 1rem }
code, pre { font: .875rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere }
pre { margin: .25rem 0 0; padding: .6rem .75rem; background: var(--code); border-radius: .5rem; white-space: pre-wrap }
ul { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; margin: .75rem 0 0; padding: 0; list-style: none }
li { display: flex; align-items: center; gap: .6rem } img { border-radius: 50% }
nav ul { gap: .25rem 1rem }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1rem; margin: .25rem 0 0 } dt { color: var(--soft) } dd { margin: 0; min-width: 0 }
dl + dl { margin-top: .75rem; padding-top: .75rem; border-top: 1px solid var(--line) }
details { margin-top: 1.1rem } summary { font-weight: 600; font-size: .95rem; cursor: pointer }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; gap: 0 } dd { margin-bottom: .4rem } }
`

/** What a Content-Security-Policy must name for the style of the page. */
export const frontPageStyleSource: string = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

/** Draws the first page of the emulator: the accounts to sign in with, and of each platform its clients, its keys, and a call to begin with. */
export function drawFrontPage({ url, control, platforms }: Announcement): string {
  const entries = Object.entries(platforms)
  const [first] = entries
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
          <p class="soft">Music platforms, on this machine. Point your app at one of the addresses below and sign in with a demo account.</p>
          <nav aria-label="Platforms">
            <ul>${entries.map(([id, { name }]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul>
          </nav>
        </header>
        <main>
          ${first === undefined ? '' : drawAccounts(first, url)}
          ${entries.map(([id, platform]) => drawPlatform(id, platform))}
          <section aria-labelledby="mail">
            <h2 id="mail">Mail</h2>
            <p>Links to confirm an address or to set a new password arrive in the <a href="${control}/outbox">outbox</a> on this machine.</p>
          </section>
          <section aria-labelledby="control">
            <h2 id="control">Control API</h2>
            <p>Adds accounts and clients, moves the clock, makes answers fail. This line lets an hour pass.</p>
            <pre>curl ${control}/clock -H 'content-type: application/json' -d '{"advanceSeconds":3600}'</pre>
          </section>
        </main>
      </body>
    </html>`.toString()
}

function drawAccounts([id, { users }]: readonly [string, AnnouncedPlatform], url: string): unknown {
  return html`<section aria-labelledby="accounts">
    <h2 id="accounts">Demo accounts, the same everywhere</h2>
    <ul>
      ${users.map(
        ({ username, password }) => html`<li>
          <img src="${url}${picturesPath}${id}/${encodeURIComponent(username)}/150x150.svg" width="40" height="40" alt="" />
          <span><b>${username}</b><br /><code>${password}</code></span>
        </li>`,
      )}
    </ul>
  </section>`
}

function drawPlatform(id: string, platform: AnnouncedPlatform): unknown {
  const { name, issuer, clients, users, endpoints, personalTokenName } = platform
  const keys = users.filter(({ personalToken }) => personalToken !== undefined)
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${name}</h2>
    <p><code>${issuer}</code> · <a href="${issuer}/.well-known/oauth-authorization-server">metadata</a> · <a href="${issuer}/developers">developer portal</a></p>
    <h3>Try it</h3>
    <pre>${writeExampleCall(id, platform)}</pre>
    <h3>${clients.length === 1 ? 'Demo client' : 'Demo clients'}</h3>
    ${clients.map(drawClient)}
    ${
      keys.length === 0
        ? ''
        : html`<h3>${personalTokenName}</h3>
            <dl>${keys.map(({ username, personalToken }) => html`<dt>${username}</dt><dd><code>${personalToken}</code></dd>`)}</dl>`
    }
    <details>
      <summary>Endpoints</summary>
      <dl>
        ${Object.entries(endpoints)
          .filter(([role]) => role.includes('_'))
          .map(([role, address]) => html`<dt>${role}</dt><dd><code>${address}</code></dd>`)}
      </dl>
    </details>
  </section>`
}

function drawClient({ clientId, clientSecret, redirectUris, scopes }: AnnouncedPlatform['clients'][number]): unknown {
  return html`<dl>
    <dt>client id</dt><dd><code>${clientId}</code></dd>
    ${clientSecret === undefined ? '' : html`<dt>secret</dt><dd><code>${clientSecret}</code></dd>`}
    <dt>redirect URI</dt>
    <dd>${redirectUris.length === 0 ? 'none: it signs in with a password' : redirectUris.map((uri) => html`<code>${uri}</code><br />`)}</dd>
    ${scopes.length === 0 ? '' : html`<dt>scope</dt><dd><code>${scopes.join(' ')}</code></dd>`}
  </dl>`
}
