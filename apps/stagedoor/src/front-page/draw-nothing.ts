import { html } from 'hono/html'
import type { Announcement } from '../emulator/announcement.ts'
import { drawEmulatorPage } from './emulator-page.ts'

/** Draws the page at an address where nothing is, with the ways on from there. */
export function drawNothing({ url, platforms }: Announcement): string {
  return drawEmulatorPage({
    title: 'Nothing is here · Stagedoor',
    heading: 'Nothing is here',
    lead: html`<p class="soft">The address of a platform on this machine begins with one of these. <a href="${url}/">All that runs here</a></p>`,
    main: html`<section aria-label="Platforms">
      <dl>${Object.values(platforms).map(({ name, issuer }) => html`<dt>${name}</dt><dd><code>${issuer}</code></dd>`)}</dl>
    </section>`,
  })
}
