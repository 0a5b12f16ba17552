export { indexedDbStorage } from './runtime/indexed-db-storage.ts'
