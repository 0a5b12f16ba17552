/** What the store needs of the official driver: a `Db` has it. */
export interface MongodbDatabase {
  collection(name: string, options: CollectionConcerns): MongodbCollection
}

/** How durable a write is, and how fresh a read. */
export interface CollectionConcerns {
  readPreference: 'primary'
  readConcern: { level: 'majority' }
  writeConcern: { w: 'majority'; journal: true }
}

/** What the store needs of a `Collection`. */
export interface MongodbCollection {
  findOne(filter: object): Promise<Readonly<Record<string, unknown>> | null>
  find(filter: object, options: { sort: Record<string, 1>; limit: number }): { toArray(): Promise<Readonly<Record<string, unknown>>[]> }
  insertOne(document: Readonly<Record<string, unknown>>): Promise<unknown>
  updateOne(filter: object, update: object): Promise<{ readonly matchedCount: number }>
  deleteOne(filter: object): Promise<{ readonly deletedCount: number }>
  createIndex(keys: Record<string, 1>, options?: { partialFilterExpression: object }): Promise<unknown>
}
