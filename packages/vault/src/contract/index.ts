export { describeVaultStoreContract } from './describe-vault-store-contract.ts'
export type { OpenedVaultStore, OpenVaultStore, TestRunner } from './opened-vault-store.ts'
