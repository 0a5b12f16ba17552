import { describe, expect, it } from 'vitest'
import { decideRoute, isThisMachine } from './routes.ts'

const hosts = { secure: ['api.audius.co'], plain: ['audius-api'] }

describe('the route of a connection', () => {
  it.each([
    ['api.audius.co', 443, 'tls-front'],
    ['API.Audius.co.', 443, 'tls-front'],
    ['audius-api', 80, 'emulator'],
    ['api.audius.co', 80, 'to-https'],
    ['api.audius.co', 8443, 'refused'],
    ['audius-api', 443, 'refused'],
    ['audius.co', 443, 'outside'],
    ['x.api.audius.co', 443, 'outside'],
    ['127.0.0.1', 443, 'outside'],
  ])('of %s:%i is %s', (hostname, port, route) => {
    expect(decideRoute(hosts, hostname, port)).toBe(route)
  })

  it.each([
    ['localhost', true],
    ['app.localhost', true],
    ['127.0.0.1', true],
    ['127.1.2.3', true],
    ['::1', true],
    ['[::1]', true],
    ['127.0.0.1.example.com', false],
    ['notlocalhost', false],
    ['10.0.0.1', false],
    ['0.0.0.0', false],
  ])('to %s stays on this machine: %s', (hostname, expected) => {
    expect(isThisMachine(hostname)).toBe(expected)
  })
})
