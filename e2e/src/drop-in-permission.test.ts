import type { StagedoorClient } from '@stagedoor/client'
import type { BrowserAuthResult } from '@stagedoor/client/audiotool'
import type { PermissionActs } from '@stagedoor/client/permission'
import { audiotool } from '@stagedoor/platforms'
import { startPlatform } from '@stagedoor/testing'
import { expect, it } from 'vitest'
import { launchPersonsBrowser } from './popup-browser.ts'
import { serveApp } from './served-app.ts'

declare global {
  var dropIn: { readonly at: BrowserAuthResult; readonly more: StagedoorClient & PermissionActs }
}

it('[row: permission/drop-in] an app of @audiotool/nexus asks for more beside it, and goes on with the client it has', async () => {
  using served = await serveApp('<title>Nexus app</title><button>More</button>')
  const redirectUri = `${served.origin}/`
  const clients = [{ client_name: 'Nexus app', redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' }]
  const platform = await startPlatform(audiotool, { clients })
  const { url: baseUrl, client } = platform
  await served.load(`
    import { audiotool as platform, createClient } from '@stagedoor/client'
    import { audiotool } from '@stagedoor/client/audiotool'
    import { withPermission } from '@stagedoor/client/permission'
    const app = ${JSON.stringify({ baseUrl, clientId: client.id, scope: 'project:read' })}
    const redirectUrl = ${JSON.stringify(redirectUri)}
    const more = withPermission(createClient({ ...app, platform, redirectUri: redirectUrl }))
    document.querySelector('button').onclick = () => more.require('project:write').then(() => { document.title = 'Allowed' })
    audiotool({ ...app, redirectUrl }).then((at) => {
      globalThis.dropIn = { at, more }
      document.body.dataset.status = at.status
    })`)
  const browser = await launchPersonsBrowser()
  try {
    const context = await browser.newContext()
    const approve = [{ clientId: client.id, scope: 'project:read' }]
    await context.addCookies([await platform.control.sessionCookie('mira', { approve })])
    const page = await context.newPage()
    await page.goto(redirectUri)
    await page.waitForSelector('[data-status=unauthenticated]')
    await page.evaluate(() => dropIn.at.status === 'unauthenticated' && void dropIn.at.login())
    await page.waitForSelector('[data-status=authenticated]')
    const create = (): Promise<string> =>
      page.evaluate(() => {
        const { at } = dropIn
        if (at.status === 'unauthenticated') return at.status
        return at.call('project.v1.ProjectService', 'CreateProject', { project: { displayName: 'Night bus' } }).then(
          () => 'created',
          ({ providerError }) => String(providerError),
        )
      })
    expect(await create()).toBe('permission_denied')

    await page.evaluate(() => dropIn.more.restore())
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.click('button')])
    await popup.getByRole('button', { name: /^allow/i }).click()
    await page.waitForFunction(() => document.title === 'Allowed')

    expect(await create()).toBe('created')
  } finally {
    await browser.close()
    await platform.stop()
  }
})
