import {
  addSecretOperation,
  changeAppOperation,
  createAppOperation,
  deleteAppOperation,
  disableAppOperation,
  enableAppOperation,
  findAppOperation,
  listAppsOperation,
  listSecretsOperation,
  revokeSecretOperation,
} from './app-operations.ts'
import { listAuditOperation } from './audit-operations.ts'
import { listKeysOperation, rotateKeysOperation } from './key-operations.ts'
import type { AdminOperation } from './operation.ts'
import { revokeGrantsOperation } from './revocation-operations.ts'
import { addOwnerOperation, listTeamOperation } from './team-operations.ts'
import {
  createPasswordLinkOperation,
  createUserOperation,
  disableUserOperation,
  enableUserOperation,
  findUserOperation,
  listUsersOperation,
  removeSecondFactorsOperation,
  signOutUserOperation,
  unverifyUserOperation,
  verifyUserOperation,
} from './user-operations.ts'

/** Every act of the admin API: what it serves, what its document says, and what the commands call. */
export const adminOperations: readonly AdminOperation<unknown>[] = [
  listAppsOperation,
  createAppOperation,
  findAppOperation,
  changeAppOperation,
  deleteAppOperation,
  disableAppOperation,
  enableAppOperation,
  listSecretsOperation,
  addSecretOperation,
  revokeSecretOperation,
  listTeamOperation,
  addOwnerOperation,
  listUsersOperation,
  createUserOperation,
  findUserOperation,
  disableUserOperation,
  enableUserOperation,
  verifyUserOperation,
  unverifyUserOperation,
  signOutUserOperation,
  removeSecondFactorsOperation,
  createPasswordLinkOperation,
  revokeGrantsOperation,
  listKeysOperation,
  rotateKeysOperation,
  listAuditOperation,
]
