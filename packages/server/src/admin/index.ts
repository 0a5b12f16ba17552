/** The acts of who runs a platform: for the admin API and the commands alike. Each is in the audit log. */
export type { AdminContext } from './admin-context.ts'
export { AdminError, type AdminErrorCode } from './admin-error.ts'
export { addSecret, listSecrets, revokeSecret } from './app-secrets.ts'
export { addOwner, listTeam } from './app-team.ts'
export { type AppChange, changeApp, type DeletedApp, deleteApp, findApp, listApps, setAppDisabled } from './apps.ts'
export type { AppDescription } from './check-app.ts'
export { type CreatedApp, createApp, type NewApp } from './create-app.ts'
export { type RemovedSecondFactors, removeSecondFactors } from './remove-second-factors.ts'
export { type RevocationSelection, revokeGrants } from './revoke-grants.ts'
export type { ShownApp } from './shown-app.ts'
export { listSigningKeys, rotateSigningKeys, type ShownSigningKey } from './signing-keys.ts'
export {
  createPasswordLink,
  createUser,
  findUser,
  listUsers,
  type NewAccount,
  type PasswordLink,
  type ShownUser,
  type SignedOutUser,
  setUserDisabled,
  setUserVerified,
  signOutUser,
} from './users.ts'
