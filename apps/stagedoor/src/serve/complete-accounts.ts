import { createPublicKey } from 'node:crypto'
import type { OpenIdAccounts, TicketAccounts } from '@stagedoor/server'
import type { ConfigFile } from './config-schema.ts'

/** Where the accounts are, when they are not here. */
export type AccountsConfig = TicketAccounts | Omit<OpenIdAccounts, 'fetch'>

/** Completes the setting `accounts`; what is wrong goes to `problems`. */
export function completeAccounts(written: ConfigFile, problems: string[]): AccountsConfig | null {
  const { accounts, signUp, site = true } = written
  if (accounts === undefined) return null
  if (signUp === 'open') problems.push('signUp is "open", and accounts are elsewhere: leave one of them out.')
  if (!site) problems.push('accounts needs site: sign-in comes back to one of its pages.')
  const needed = accounts.kind === 'ticket' ? (['signInUrl', 'keys'] as const) : (['issuer', 'clientId', 'clientSecret'] as const)
  for (const name of needed) {
    if (accounts[name] === undefined) problems.push(`accounts.${name} is missing, which accounts of the kind "${accounts.kind}" need.`)
  }
  const { signInUrl = '', keys = [], issuer = '', clientId = '', clientSecret = '', scope } = accounts
  if (accounts.kind === 'openid') {
    if (issuer !== '' && !isSafe(issuer)) problems.push('accounts.issuer must begin with https://; http:// is for this machine alone.')
    return { kind: 'openid', issuer, clientId, clientSecret, ...(scope !== undefined && { scope }) }
  }
  if (signInUrl !== '' && !isSafe(signInUrl))
    problems.push('accounts.signInUrl must begin with https://; http:// is for this machine alone.')
  if (accounts.keys?.length === 0) problems.push('accounts.keys is empty: no ticket could be checked.')
  keys.forEach((key, index) => {
    if (!isUsable(key))
      problems.push(`accounts.keys.${index} is no public key for EdDSA (Ed25519), ES256 (P-256) or RS256 (RSA, 2048 bits or more).`)
  })
  return { kind: 'ticket', signInUrl, keys }
}

function isSafe(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, hostname } = new URL(value)
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname))
}

function isUsable(jwk: NonNullable<NonNullable<ConfigFile['accounts']>['keys']>[number]): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey({ key: { ...jwk }, format: 'jwk' })
    if (asymmetricKeyType === 'rsa') return (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048
    return asymmetricKeyType === 'ed25519' || asymmetricKeyDetails?.namedCurve === 'prime256v1'
  } catch {
    return false
  }
}
