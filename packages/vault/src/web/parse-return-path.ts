const MAX_CHARACTERS = 2048

/**
 * Reads a path of the app itself to go to; `undefined` when it leads, or could be read to lead, anywhere else.
 *
 * Browsers read `//host`, `/\host` and `/<tab>/host` as another host, so the text has to say what its parsed form says.
 */
export function parseReturnPath(text: string): string | undefined {
  if (text.length > MAX_CHARACTERS || !/^\/(?![/\\])[^\\\x00-\x20\x7f]*$/.test(text)) return undefined
  const base = 'https://app.invalid'
  if (!URL.canParse(text, base)) return undefined
  const { origin, pathname, search, hash } = new URL(text, base)
  // `/.//host` is a path with two slashes once its dots are gone.
  return origin === base && !pathname.startsWith('//') ? pathname + search + hash : undefined
}
