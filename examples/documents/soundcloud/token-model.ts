import { DatabaseSync } from 'node:sqlite'

/** What the document stores in MongoDB. */
export interface StoredToken {
  readonly userId: string
  readonly access_token: string
  readonly token_type: string
  readonly expires_in?: number
  readonly refresh_token?: string
  readonly scope: string
}

const database = new DatabaseSync(process.env.TOKEN_DATABASE ?? ':memory:')
database.exec('CREATE TABLE IF NOT EXISTS tokens (user_id TEXT PRIMARY KEY, token TEXT NOT NULL) STRICT')

/** Stands where the document has a mongoose model: the same two calls, over SQLite. */
export class Token {
  readonly #token: StoredToken

  constructor(token: StoredToken) {
    this.#token = token
  }

  async save(): Promise<void> {
    database
      .prepare('INSERT INTO tokens VALUES (?, ?) ON CONFLICT DO UPDATE SET token = excluded.token')
      .run(this.#token.userId, JSON.stringify(this.#token))
  }

  toJSON(): StoredToken {
    return this.#token
  }

  static async findOne({ userId }: { readonly userId: string }): Promise<StoredToken | undefined> {
    const row = database.prepare('SELECT token FROM tokens WHERE user_id = ?').get(userId)
    return row === undefined ? undefined : JSON.parse(String(row.token))
  }
}
