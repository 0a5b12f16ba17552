import type { VaultRecord } from '@stagedoor/vault'
import { CommandError } from '../commands/command-error.ts'
import type { OpenedVault } from './define-vault-command.ts'
import { findKeyIds } from './find-key-ids.ts'

/** Looks, before anything is done, whether the keys that were given can open what it is about. @throws CommandError */
export function checkKeys({ keyIds }: Pick<OpenedVault, 'keyIds'>, records: readonly VaultRecord[]): void {
  const missing = records.flatMap(findKeyIds).find((id) => !keyIds.includes(id))
  if (missing === undefined) return
  throw new CommandError(
    `It is sealed with the key ${JSON.stringify(missing)}, and STAGEDOOR_VAULT_KEYS has ${keyIds.join(', ')}. Add that key behind the others. (key_unknown)`,
  )
}
