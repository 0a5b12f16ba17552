export type { PermissionActs, PermissionOptions, RequireOptions } from './permission-client.ts'
export { PermissionRequiredError } from './permission-required-error.ts'
export { withPermission } from './with-permission.ts'
