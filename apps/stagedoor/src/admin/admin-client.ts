import type { AdminCall, AdminOperation } from './operation.ts'

/** The way to the acts of an operator: on the database of this machine, or over the admin API of a server. */
export interface AdminClient {
  /** @throws CommandError with the server's words. */
  call<Answer>(operation: AdminOperation<Answer>, call?: AdminCall): Promise<Answer>
  close(): Promise<void>
}
