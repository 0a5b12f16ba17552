import { html } from 'hono/html'
import type { AnnouncedPlatform, Announcement } from '../emulator/announcement.ts'
import { picturesPath } from '../pictures/place-pictures.ts'
import { writeExampleCall } from '../resources/example-calls.ts'
import { drawEmulatorPage } from './emulator-page.ts'

/** Draws the first page of the emulator: the accounts to sign in with, and of each platform its clients, its keys, and a call to begin with. */
export function drawFrontPage({ url, control, platforms }: Announcement): string {
  const entries = Object.entries(platforms)
  const [first] = entries
  return drawEmulatorPage({
    title: 'Stagedoor on this machine',
    heading: 'Stagedoor',
    lead: html`<p class="soft">Music platforms, on this machine. Point your app at one of the addresses below and sign in with a demo account.</p>
      <nav aria-label="Platforms">
        <ul>${entries.map(([id, { name }]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul>
      </nav>`,
    main: html`${first === undefined ? '' : drawAccounts(first, url)}
      ${entries.map(([id, platform]) => drawPlatform(id, platform))}
      <section aria-labelledby="mail">
        <h2 id="mail">Mail</h2>
        <p>Links to confirm an address or to set a new password arrive in the <a href="${control}/outbox">outbox</a> on this machine.</p>
      </section>
      <section aria-labelledby="control">
        <h2 id="control">Control API</h2>
        <p>Adds accounts and clients, moves the clock, makes answers fail. This line lets an hour pass.</p>
        <pre>curl ${control}/clock -H 'content-type: application/json' -d '{"advanceSeconds":3600}'</pre>
      </section>`,
  })
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
