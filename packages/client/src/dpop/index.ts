export { type DpopOptions, dpop } from './dpop.ts'
export type { KeyStorePort } from './key-store-port.ts'
