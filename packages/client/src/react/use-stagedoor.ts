'use client'
import { useContext } from 'react'
import type { StagedoorClient } from '../stagedoor-client.ts'
import { ClientContext } from './stagedoor-provider.ts'

/**
 * Returns the client of the provider around: `login()`, `logout()`, `fetch()`, …
 *
 * @throws TypeError without a provider.
 */
export function useStagedoor(): StagedoorClient {
  const client = useContext(ClientContext)
  if (client === undefined) throw new TypeError('There is no <StagedoorProvider> around this component.')
  return client
}
