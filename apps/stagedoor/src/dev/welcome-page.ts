import { html } from 'hono/html'
import { demoAccounts, demoPassword } from './demo-accounts.ts'
import type { PlatformHost } from './platform-host.ts'

/** The page at the root of the emulator: what runs here and how to try it. */
export function welcomePage(url: string, hosts: readonly PlatformHost[]): string {
  const rows = hosts.map(
    ({ description, server }) => html`<tr><th scope="row">${description.name}</th><td><code>${server.issuer}</code></td></tr>`,
  )
  const accounts = demoAccounts.map(
    ({ username, name }) => html`<li><code>${username}</code> (${name}), password <code>${demoPassword}</code></li>`,
  )
  return String(html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Stagedoor emulator</title>
    <style>
      body { max-width: 44rem; margin: 3rem auto; padding: 0 1.25rem; font: 1rem/1.6 system-ui, sans-serif }
      table { border-collapse: collapse } th { text-align: left; padding-right: 1.5rem } code { overflow-wrap: anywhere }
    </style>
  </head>
  <body>
    <main>
      <h1>Stagedoor emulator</h1>
      <p>These platforms run on this machine. Give the address of one as <code>baseUrl</code> to the SDK.</p>
      <table>${rows}</table>
      <h2>Demo accounts</h2>
      <ul>${accounts}</ul>
      <h2>Control API</h2>
      <p><code>${url}/_control</code>: add clients and users, sign browsers in, move the clock.</p>
    </main>
  </body>
</html>`)
}
