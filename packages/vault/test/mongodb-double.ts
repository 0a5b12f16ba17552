import { MongoServerError } from 'mongodb'
import type { MongodbCollection, MongodbDatabase } from '../src/stores/mongodb/index.ts'

type Document = Readonly<Record<string, unknown>>

/** A double of MongoDB: it knows the few operators that the store sends, in memory, and is no proof of how a server takes them. */
export function createMongodbDouble(): { readonly db: MongodbDatabase; readonly sent: unknown[][] } {
  const documents = new Map<unknown, Document>()
  const sent: unknown[][] = []
  const select = (filter: object): Document[] => [...documents.values()].filter((document) => matches(document, filter))

  const collection: MongodbCollection = {
    async createIndex(keys, options) {
      sent.push(['createIndex', keys, ...(options === undefined ? [] : [options])])
    },
    async findOne(filter) {
      sent.push(['findOne', filter])
      return select(filter)[0] ?? null
    },
    find(filter, options) {
      sent.push(['find', filter, options])
      const found = select(filter).sort((a, b) => compareBy(Object.keys(options.sort), a, b))
      return { toArray: async () => found.slice(0, options.limit) }
    },
    async insertOne(document) {
      sent.push(['insertOne', document])
      if (documents.has(document._id)) throw new MongoServerError({ message: 'E11000 duplicate key error', code: 11_000 })
      documents.set(document._id, document)
    },
    async updateOne(filter, update) {
      sent.push(['updateOne', filter, update])
      const [found] = select(filter)
      if (found !== undefined && '$set' in update) documents.set(found._id, { ...found, ...(update.$set ?? {}) })
      return { matchedCount: found === undefined ? 0 : 1 }
    },
    async deleteOne(filter) {
      sent.push(['deleteOne', filter])
      const [found] = select(filter)
      return { deletedCount: found !== undefined && documents.delete(found._id) ? 1 : 0 }
    },
  }
  return {
    sent,
    db: {
      collection(name, options) {
        sent.push(['collection', name, options])
        return collection
      },
    },
  }
}

function matches(document: Document, filter: object): boolean {
  return Object.entries(filter).every(([field, condition]) => meets(document[field], condition))
}

function meets(value: unknown, condition: unknown): boolean {
  if (typeof condition !== 'object' || condition === null) return value === condition
  return Object.entries(condition).every(([operator, operand]: [string, unknown]) => {
    if (operator === '$gt') return typeof value === 'string' && typeof operand === 'string' && value > operand
    if (operator === '$lte') return typeof value === 'number' && typeof operand === 'number' && value <= operand
    if (operator === '$type') return operand === 'number' && typeof value === 'number'
    throw new Error(`The double does not know ${operator}.`)
  })
}

function compareBy(fields: readonly string[], a: Document, b: Document): number {
  for (const field of fields) {
    const [left, right] = [a[field], b[field]]
    if (typeof left === 'number' && typeof right === 'number' && left !== right) return left - right
    if (typeof left === 'string' && typeof right === 'string' && left !== right) return left < right ? -1 : 1
  }
  return 0
}
