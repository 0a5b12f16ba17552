export type { CollectionConcerns, MongodbCollection, MongodbDatabase } from './mongodb-collection.ts'
export { type MongodbStore, type MongodbStoreOptions, mongodbStore } from './mongodb-store.ts'
