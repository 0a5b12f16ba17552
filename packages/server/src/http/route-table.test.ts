import { describe, expect, it, vi } from 'vitest'
import { type AddedEndpoint, type LaterRoutes, RouteTable } from './route-table.ts'

const served: AddedEndpoint = {
  method: 'GET',
  endpoint: () => ({ status: 200, headers: {}, body: '' }),
  cors: false,
  answersHead: true,
}

describe('routes that are made when somebody comes for the first of them', () => {
  const load = vi.fn<LaterRoutes['load']>()
  const later: LaterRoutes = { belongs: (path) => path.startsWith('/account'), load }
  const grow = (): RouteTable => {
    load.mockReset().mockImplementation(async () => [
      ['/account', served],
      ['/account/:page', served],
    ])
    const routes = new RouteTable()
    routes.add('/token', served)
    routes.addLater(later)
    return routes
  }

  it('are made once for fifty who come at once, and for nobody who wants something else', async () => {
    const routes = grow()
    expect([routes.grow('/token'), routes.grow('/nothing'), load.mock.calls.length]).toEqual([undefined, undefined, 0])

    await Promise.all(Array.from({ length: 50 }, () => routes.grow('/account/security')))

    expect(load).toHaveBeenCalledTimes(1)
    expect([routes.find('/account'), routes.find('/account/security')]).not.toContain(undefined)
    expect(routes.grow('/account/security/more')).toBeUndefined()
  })

  it('are tried again by the next one, when they could not be made', async () => {
    const routes = grow()
    load.mockRejectedValueOnce(new Error('The disk is gone.'))

    await expect(routes.grow('/account')).rejects.toThrow('The disk is gone.')
    await routes.grow('/account')

    expect(routes.find('/account')).toBeDefined()
  })

  it('stand beside what is served at an address of theirs from the start: a platform may have its endpoints there', async () => {
    const routes = grow()
    routes.add('/account/authorize', served)
    expect(routes.find('/account/authorize')).toBeDefined()
    expect(load).not.toHaveBeenCalled()

    await routes.grow('/account')

    expect([routes.find('/account/authorize'), routes.find('/account')]).not.toContain(undefined)
  })

  it('are no pattern of somebody else, which would answer in their place: neither before nor after', () => {
    const refusal = new TypeError('/account/:id is an address of the site.')
    expect(() => grow().add('/account/:id', served)).toThrow(refusal)
    const routes = new RouteTable()
    routes.add('/account/:id', served)
    expect(() => routes.addLater(later)).toThrow(refusal)
  })
})
