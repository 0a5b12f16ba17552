import type { App } from './app-store.ts'
import type { EpochSeconds, User } from './records.ts'

/** Where a list goes on. */
export interface ListPage {
  /** Id of the last one of the page before; absent for the first page. An unknown one begins anew. */
  readonly after?: string
  readonly limit: number
}

/** Acts of who runs the platform, on accounts and apps that are not their own. */
export interface OperatorStore {
  /** Every account, oldest first. */
  listUsers(page: ListPage): Promise<readonly User[]>
  /** Lets an account do nothing from `at` on, or lets it again (`null`); its sessions and tokens rest meanwhile. An account that was closed stays so. */
  setUserDisabled(userId: string, at: EpochSeconds | null): Promise<{ outcome: 'set' } | { outcome: 'unknown' }>
  /** Gives an account the platform's check mark, or takes it away. */
  setUserVerified(userId: string, verified: boolean): Promise<{ outcome: 'set' } | { outcome: 'unknown' }>
  /** Every app that is not deleted, oldest first. */
  listApps(page: ListPage): Promise<readonly App[]>
  /** Gives an app the mark of one that was checked, or takes it away. */
  setAppVerified(clientId: string, verified: boolean): Promise<{ outcome: 'set' } | { outcome: 'unknown' }>
}
