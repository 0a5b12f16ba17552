import type { App } from '../ports/app-store.ts'
import type { Client, EpochSeconds } from '../ports/records.ts'

/** An app as an operator sees it; never a secret. */
export interface ShownApp {
  readonly clientId: string
  readonly name: string
  readonly homepage: string | null
  readonly applicationType: Client['applicationType']
  readonly authenticationMethod: Client['authenticationMethod']
  readonly redirectUris: readonly string[]
  readonly scope: readonly string[]
  /** Whether the platform may show it to everybody. */
  readonly listed: boolean
  /** Checked by an operator: shown with a mark. */
  readonly verified: boolean
  /** Counts its changes. */
  readonly version: number
  readonly createdAt: EpochSeconds
  readonly disabledAt: EpochSeconds | null
}

/** Shows an app. */
export function showApp({ client, listed, version }: App): ShownApp {
  const { id: clientId, name, homepage, applicationType, authenticationMethod, redirectUris, scope } = client
  const { verified, createdAt, disabledAt } = client
  return {
    ...{ clientId, name, homepage, applicationType, authenticationMethod, redirectUris, scope },
    ...{ listed, verified, version, createdAt, disabledAt },
  }
}
