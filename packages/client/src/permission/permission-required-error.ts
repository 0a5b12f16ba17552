import { StagedoorError, type StagedoorErrorDetail } from '../stagedoor-error.ts'

/** `permission_required`: the artist has not allowed this yet, and can only be asked in a click. Nothing was asked, nothing was changed. */
export class PermissionRequiredError extends StagedoorError {
  /** What to ask for, in a click: `client.require(error.scope)`. */
  readonly scope: readonly string[]

  constructor(scope: readonly string[], detail: Pick<StagedoorErrorDetail, 'cause'> = {}) {
    super('permission_required', { ...detail, message: `The artist has not allowed ${scope.join(' ')} yet: call require() in a click.` })
    this.scope = scope
  }
}
