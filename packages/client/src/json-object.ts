/** A JSON object nobody has looked into yet. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Tells an object from everything else JSON can be. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null
}

/** Tells an object that has a text for each of these names. */
export function hasTexts<N extends string>(value: unknown, ...names: readonly N[]): value is JsonObject & Readonly<Record<N, string>> {
  return isJsonObject(value) && names.every((name) => typeof value[name] === 'string')
}

/** Reads a text as JSON; `undefined` when it is none. The parser's own message is dropped: it quotes the text, which may hold a token. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Reads a text as a JSON object; `undefined` when it is none. */
export function parseJsonObject(text: string | null): JsonObject | undefined {
  const value = parseJson(text ?? '')
  return isJsonObject(value) ? value : undefined
}
