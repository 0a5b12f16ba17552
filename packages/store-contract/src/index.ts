export { describeStoreContract } from './describe-store-contract.ts'
export type { OpenedStore, OpenStore } from './opened-store.ts'
