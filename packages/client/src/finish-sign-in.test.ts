import { audius, standard } from '@stagedoor/platforms'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { settle } from '../test/fake-clock.ts'
import { CALLBACK, SignInWorld, type Tab } from '../test/sign-in-world.ts'
import { finishSignIn } from './finish-sign-in.ts'

/** Stands a tab on the callback page with a reply to a page login. */
async function comeBack(world: SignInWorld, answer: 'approve' | 'refuse', returnTo?: string): Promise<Tab> {
  const { client, page } = world.openTab()
  void client.login({ display: 'page', ...(returnTo !== undefined && { returnTo }) })
  await settle()
  return standOn(world, world.server[answer](page.left[0] ?? ''))
}

const replaced: string[] = []

function standOn(world: SignInWorld, address: string): Tab {
  const { origin } = new URL(CALLBACK)
  vi.stubGlobal('location', { href: address, origin, replace: (url: unknown) => replaced.push(String(url)) })
  return world.openTab(address)
}

describe('finishSignIn', () => {
  const shown: string[] = []
  const show = (sentence: string): void => {
    shown.push(sentence)
  }
  beforeEach(() => {
    shown.length = 0
    replaced.length = 0
  })

  it('goes on where the person was', async () => {
    const tab = await comeBack(new SignInWorld(), 'approve', '/studio?song=1')

    expect(await finishSignIn(tab.client, { show })).toBe(true)
    expect(replaced).toEqual(['http://127.0.0.1:5173/studio?song=1'])
    expect(tab.page.address).toBe(CALLBACK)
  })

  it.each([
    '//evil.example/',
    'https://evil.example/',
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:http://127.0.0.1:5173/1b671a64-40d5-491e-99b0-da01ff1f3341', // its origin is ours
  ])('goes home rather than to another origin, or to what is no page: %s', async (returnTo) => {
    const tab = await comeBack(new SignInWorld(), 'approve', returnTo)

    await finishSignIn(tab.client, { show, home: '/home' })

    expect(replaced).toEqual(['/home'])
  })

  it('finds the client the reply is for', async () => {
    const other = new SignInWorld({ ...standard, issuerIsPlaceholder: false })
    const tab = await comeBack(new SignInWorld(audius), 'approve')

    expect(await finishSignIn([other.openTab(tab.page.address).client, tab.client], { show })).toBe(true)
    expect(tab.client.session.status).toBe('authenticated')
  })

  it('says in words what went wrong, and stays', async () => {
    const tab = await comeBack(new SignInWorld(), 'refuse')

    expect(await finishSignIn(tab.client, { show })).toBe(false)
    expect(shown).toEqual(['The person did not allow it.'])
    expect(replaced).toEqual([])
  })

  it('goes home when there is nothing to finish', async () => {
    const tab = standOn(new SignInWorld(), CALLBACK)

    expect(await finishSignIn(tab.client, { show })).toBe(false)
    expect(replaced).toEqual(['/'])
  })
})
