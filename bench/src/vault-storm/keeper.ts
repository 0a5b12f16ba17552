/** Something that keeps the tokens of many people in one SQLite file, and refreshes them. */
export interface Keeper {
  add(person: number, tokens: { readonly accessToken: string; readonly refreshToken: string }): Promise<void>
  getAccessToken(person: number): Promise<string>
  /** Lets every access token end. */
  expireAll(): Promise<void>
  close(): Promise<void>
}

/** @param path - The file. */
export type OpenKeeper = (path: string, platformUrl: string) => Promise<Keeper>
