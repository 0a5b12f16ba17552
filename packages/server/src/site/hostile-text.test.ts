import { describe, expect, it } from 'vitest'
import { startFurnishedSite } from '../../test/furnished-site.ts'
import { fillIn, listSitePages } from '../../test/site-pages.ts'
import type { Seen } from '../../test/test-browser.ts'

/** What nobody types by accident. */
const hostile: readonly (readonly [string, string])[] = [
  ['NUL', 'Mix\u0000down'],
  ['text that turns around', 'Mix\u202edown'],
  ['line breaks and an escape sequence', 'Mix\r\n\u001b[31mdown'],
  ['10,000 characters', 'M'.repeat(10_000)],
  ['nothing that can be seen', '\u200b\u2060\u00a0'],
]

/** Characters that no page shows as they are: they would hide, turn or end something. */
const unseen = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/u

/** What a page says: what stands in its fields was typed there, and is given back as it was. */
function findUnseen({ body }: Seen): string | undefined {
  return unseen.exec(body.replaceAll(/ value="[^"]*"|<textarea.*?<\/textarea>/gs, ''))?.[0]
}

describe('text that nobody types by accident', () => {
  it.each(hostile)('%s: is refused beside its field, or shown harmless, in each field of each form', async (_, text) => {
    const site = await startFurnishedSite()
    let fields = 0
    for (const { route, who, path, form } of listSitePages(site)) {
      if (form === undefined) continue
      const page = await site[who].get(path)
      for (const name of Object.keys(form.typed)) {
        fields += 1
        const typed = { ...form.typed, [name]: text }
        const seen = await site[who].submit(page, form.path, fillIn(page, { ...form, typed }))
        expect.soft([route, name, seen.status]).toEqual([route, name, expect.toBeOneOf([200, 303, 400, 401, 403, 409, 422, 429])])
        expect.soft([route, name, findUnseen(seen)]).toEqual([route, name, undefined])
      }
    }
    expect(fields).toBeGreaterThan(20)

    // What was taken is shown harmless wherever it stands.
    for (const { route, who, path } of listSitePages(site)) {
      const seen = await site[who].get(path)
      expect.soft([route, seen.status < 500, findUnseen(seen)]).toEqual([route, true, undefined])
    }
    expect(site.reasons()).not.toContain('server_error')
  })
})
