import { firstSchema } from './0001-first-schema.ts'
import { webMessages } from './0002-web-messages.ts'
import { wallets } from './0003-wallets.ts'
import { deviceCodes } from './0004-device-codes.ts'
import { dpopKeys } from './0005-dpop-keys.ts'
import { accounts } from './0006-accounts.ts'
import { developerPortal } from './0007-developer-portal.ts'
import { signInLog } from './0009-sign-in-log.ts'
import { auditLog } from './0010-audit-log.ts'
import { secondFactors } from './0011-second-factors.ts'
import { grantsByUser } from './0012-grants-by-user.ts'
import { personalTokens } from './0013-personal-tokens.ts'
import { grantsByClient } from './0014-grants-by-client.ts'
import type { Migration } from './migration.ts'

/** Every migration, oldest first. */
export const migrations: readonly Migration[] = [
  firstSchema,
  webMessages,
  wallets,
  deviceCodes,
  dpopKeys,
  accounts,
  developerPortal,
  signInLog,
  auditLog,
  secondFactors,
  grantsByUser,
  personalTokens,
  grantsByClient,
]
