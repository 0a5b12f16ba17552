import { firstSchema } from './0001-first-schema.ts'
import { webMessages } from './0002-web-messages.ts'
import { wallets } from './0003-wallets.ts'
import { deviceCodes } from './0004-device-codes.ts'
import { dpopKeys } from './0005-dpop-keys.ts'
import type { Migration } from './migration.ts'

/** Every migration, oldest first. */
export const migrations: readonly Migration[] = [firstSchema, webMessages, wallets, deviceCodes, dpopKeys]
