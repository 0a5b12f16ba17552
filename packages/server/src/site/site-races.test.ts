import { describe, expect, it } from 'vitest'
import { type FurnishedSite, startFurnishedSite } from '../../test/furnished-site.ts'
import type { Seen } from '../../test/test-browser.ts'

/** Presses a button fifty times at once; counts the answers by what they say. */
async function pressFifty(press: () => Promise<Seen>): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {}
  for (const { status, location } of await Promise.all(Array.from({ length: 50 }, press))) {
    const said = /notice=(\w+)/.exec(location)?.[1] ?? String(status)
    counts[said] = (counts[said] ?? 0) + 1
  }
  return counts
}

async function countActs({ store }: FurnishedSite, act: string): Promise<number> {
  return (await store.audit.list({ limit: 100, act })).length
}

function hidden({ body }: Seen, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
}

describe('fifty presses at once', () => {
  it('make one secret: two are good, and one answer has shown it', async () => {
    const site = await startFurnishedSite()
    const path = `/developers/apps/${site.appId}/secrets`
    const page = await site.ada.get(path)
    const had = await site.store.apps.listSecrets(site.appId)
    const actsBefore = await countActs(site, 'app.secret_added')

    const counts = await pressFifty(() => site.ada.submit(page, path, { act: 'add', label: 'next', seen: hidden(page, 'seen') }))

    expect(had).toHaveLength(1)
    expect(counts['200']).toBe(1)
    expect(await site.store.apps.listSecrets(site.appId)).toHaveLength(2)
    expect(await countActs(site, 'app.secret_added')).toBe(actsBefore + 1)
  })

  it('end a secret once', async () => {
    const site = await startFurnishedSite()
    const path = `/developers/apps/${site.appId}/secrets`
    const [secret] = await site.store.apps.listSecrets(site.appId)
    const page = await site.ada.get(path)

    expect(await pressFifty(() => site.ada.submit(page, path, { act: 'revoke', secret: secret?.id }))).toEqual({
      secret_revoked: 1,
      secret_gone: 49,
    })
  })

  it('leave an owner, when both want to leave', async () => {
    const site = await startFurnishedSite()
    await site.store.apps.addMember(site.appId, { userId: site.otherUser.id, role: 'owner', addedAt: 0 })
    const path = `/developers/apps/${site.appId}/team`
    const pages = { ada: await site.ada.get(path), bob: await site.bob.get(path) }

    await Promise.all([
      pressFifty(() => site.ada.submit(pages.ada, path, { act: 'remove', user: site.user.id })),
      pressFifty(() => site.bob.submit(pages.bob, path, { act: 'remove', user: site.otherUser.id })),
      pressFifty(() => site.ada.submit(pages.ada, path, { act: 'role', user: site.otherUser.id, role: 'developer' })),
    ])

    const members = await site.store.apps.listMembers(site.appId)
    expect(members.filter(({ role }) => role === 'owner')).toHaveLength(1)
  })

  it('join a team once', async () => {
    const site = await startFurnishedSite()
    const page = await site.bob.get('/developers')

    const counts = await pressFifty(() => site.bob.submit(page, '/developers', { client_id: site.appId, answer: 'accept' }))

    expect(counts).toEqual({ team_joined: 1, invitation_over: 49 })
    expect(await countActs(site, 'app.member_joined')).toBe(1)
  })

  it('withdraw an invitation once, also in the audit log', async () => {
    const site = await startFurnishedSite()
    const path = `/developers/apps/${site.appId}/team`
    const page = await site.ada.get(path)

    await pressFifty(() => site.ada.submit(page, path, { act: 'withdraw', invitee: 'bob' }))

    expect(await site.store.apps.listInvitations(site.appId, site.context.now())).toEqual([])
    expect(await countActs(site, 'app.invitation_withdrawn')).toBe(1)
  })

  it('save one of fifty versions of an app, and show the others what is there now', async () => {
    const site = await startFurnishedSite()
    const path = `/developers/apps/${site.appId}`
    const page = await site.ada.get(path)
    const form = { name: 'Saved', redirect_uris: 'https://mixdown.example/callback', scope_openid: 'on', application_type: 'web' }

    const counts = await pressFifty(() => site.ada.submit(page, path, { ...form, version: hidden(page, 'version') }))

    expect(counts).toEqual({ app_saved: 1, 409: 49 })
    expect(await countActs(site, 'app.updated')).toBe(1)
  })

  it('delete an app once, also in the audit log', async () => {
    const site = await startFurnishedSite()
    const path = `/developers/apps/${site.appId}/delete`
    const page = await site.ada.get(path)

    await pressFifty(() => site.ada.submit(page, path, { name: 'Mixdown' }))

    expect(await site.store.apps.find(site.appId)).toBeUndefined()
    expect(await countActs(site, 'app.deleted')).toBe(1)
  })

  it('take access back once', async () => {
    const site = await startFurnishedSite()
    const page = await site.ada.get('/account/apps')

    const counts = await pressFifty(() => site.ada.submit(page, '/account/apps/revoke', { client_id: site.appId }))

    expect(counts).toEqual({ app_revoked: 1, app_gone: 49 })
    expect(await countActs(site, 'grant.revoked')).toBe(1)
  })

  it('prove a new address once', async () => {
    const site = await startFurnishedSite()
    const page = await site.ada.get(site.links.changeEmail)
    const token = hidden(page, 'token')

    const counts = await pressFifty(() => site.ada.submit(page, '/account/email/confirm', { token }))

    expect((await site.store.users.find(site.user.id))?.email).toBe('ada@example.com')
    expect(counts['email_changed']).toBe(1)
    expect(await countActs(site, 'user.email_changed')).toBe(1)
  })

  it('close an account once', async () => {
    const site = await startFurnishedSite()
    const page = await site.bob.get('/account/close')

    await pressFifty(() => site.bob.submit(page, '/account/close', { confirmed: 'on' }))

    expect((await site.store.users.find(site.otherUser.id))?.disabledAt ?? 'gone').not.toBeNull()
    expect(await countActs(site, 'user.closed')).toBe(1)
  })
})
