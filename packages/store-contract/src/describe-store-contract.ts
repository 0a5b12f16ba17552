import { describe } from 'vitest'
import { describeAccountActs } from './account-act-contract.ts'
import { describeAccounts } from './account-contract.ts'
import { describeApps } from './app-contract.ts'
import { describeAppTeams } from './app-team-contract.ts'
import { describeAttempts } from './attempt-contract.ts'
import { describeAuditLog } from './audit-log-contract.ts'
import { describeAuthorizationCodes } from './authorization-code-contract.ts'
import { describeAuthorizedApps } from './authorized-app-contract.ts'
import { describeDeviceCodes } from './device-code-contract.ts'
import { describeGrants } from './grant-contract.ts'
import { describeGrantLifeModel } from './grant-life-model.ts'
import { describeHousekeeping } from './housekeeping-contract.ts'
import type { OpenStore } from './opened-store.ts'
import { describeOperators } from './operator-contract.ts'
import { describePersonalTokens } from './personal-token-contract.ts'
import { describeRefreshTokens } from './refresh-token-contract.ts'
import { describeSecondFactors } from './second-factor-contract.ts'
import { describeSessionsOfUser } from './session-contract.ts'
import { describeSignInLog } from './sign-in-log-contract.ts'
import { describeSigningKeys } from './signing-key-contract.ts'
import { describeTransactions } from './transaction-contract.ts'
import { describeTransactionLifeModel } from './transaction-life-model.ts'
import { describeUpstreamAccounts } from './upstream-account-contract.ts'
import { describeWallets } from './wallet-contract.ts'

/**
 * Describes, as a vitest suite, what the server relies on in a store. An engine that passes may be used.
 *
 * @param openStore - Opens a store over an empty database; called once per test.
 */
export function describeStoreContract(name: string, openStore: OpenStore): void {
  describe(`${name} keeps the contract of a store`, () => {
    describeAccounts(openStore)
    describeAccountActs(openStore)
    describeSessionsOfUser(openStore)
    describeAttempts(openStore)
    describeSecondFactors(openStore)
    describeUpstreamAccounts(openStore)
    describeTransactions(openStore)
    describeApps(openStore)
    describeAppTeams(openStore)
    describeAuthorizationCodes(openStore)
    describeDeviceCodes(openStore)
    describeRefreshTokens(openStore)
    describeGrants(openStore)
    describeAuthorizedApps(openStore)
    describePersonalTokens(openStore)
    describeSigningKeys(openStore)
    describeWallets(openStore)
    describeAuditLog(openStore)
    describeOperators(openStore)
    describeSignInLog(openStore)
    describeHousekeeping(openStore)
    describeGrantLifeModel(openStore)
    describeTransactionLifeModel(openStore)
  })
}
