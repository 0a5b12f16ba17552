import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { completeAccounts } from './complete-accounts.ts'
import type { ConfigFile } from './config-schema.ts'

const baseUrl = 'https://login.mixwave.example'
const { x = '' } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
const key = { kty: 'OKP', crv: 'Ed25519', x } as const
const ticket = { kind: 'ticket', signInUrl: 'https://mixwave.example/login', keys: [key] } as const
const openid = { kind: 'openid', issuer: 'https://id.mixwave.example', clientId: 'login', clientSecret: 'secret' } as const

function complete(accounts: ConfigFile['accounts'], changes: Partial<ConfigFile> = {}) {
  const problems: string[] = []
  const completed = completeAccounts({ baseUrl, ...(accounts !== undefined && { accounts }), ...changes }, problems)
  return { completed, problems }
}

describe('the setting accounts', () => {
  it('says where accounts are; without it they are here', () => {
    expect(complete(undefined)).toEqual({ completed: null, problems: [] })
    expect(complete(ticket)).toEqual({ completed: ticket, problems: [] })
    expect(complete(openid)).toEqual({ completed: openid, problems: [] })
  })

  it.each([
    ['a ticket without keys', { ...ticket, keys: [] }, /keys is empty/],
    ['a ticket without a page', { kind: 'ticket', keys: [key] }, /signInUrl is missing/],
    ['a page without TLS', { ...ticket, signInUrl: 'http://mixwave.example' }, /signInUrl must begin with https/],
    ['a page that is a script', { ...ticket, signInUrl: 'javascript:alert(1)' }, /signInUrl must begin with https/],
    ['a key that is none', { ...ticket, keys: [{ ...key, x: 'AA' }] }, /keys\.0 is no public key/],
    ['a provider without a secret', { kind: 'openid', issuer: openid.issuer, clientId: 'login' }, /clientSecret is missing/],
    ['a provider without TLS', { ...openid, issuer: 'http://id.mixwave.example' }, /issuer must begin with https/],
  ] as const)('refuses %s', (_, accounts, words) => {
    expect(complete(accounts).problems.join()).toMatch(words)
  })

  it('takes http on this machine, and neither sign-up nor a missing site beside it', () => {
    expect(complete({ ...openid, issuer: 'http://127.0.0.1:4700/standard' }).problems).toEqual([])
    expect(complete(openid, { signUp: 'open', site: false }).problems).toHaveLength(2)
  })
})
