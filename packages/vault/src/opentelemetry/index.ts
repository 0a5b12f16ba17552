export { type ObserveOptions, observeVault } from './observe-vault.ts'
