/** One way in which a sent redirect URI differs from a registered one. */
export interface RedirectUriDifference {
  /** Stable: `trailing_slash`, `loopback_name`, `port`, … */
  readonly code: string
  /** One sentence to the developer; "yours" is what was sent. */
  readonly message: string
}

/**
 * Says how a sent redirect URI differs from a registered one, the most telling difference first.
 * Empty only when the two are the same text. Any two texts may be compared, also such as are no URI.
 */
export function explainRedirectUriMismatch(sent: string, registered: string): readonly RedirectUriDifference[] {
  if (sent === registered) return []
  if (sent.trim() === registered.trim()) return [difference('space', 'One of the two has white space around it.')]
  const yours = splitUri(sent)
  const theirs = splitUri(registered)
  const found = [
    ...comparePath(yours.path, theirs.path, 'slash'),
    ...compareScheme(yours.scheme, theirs.scheme),
    ...compareUserinfo(yours.userinfo, theirs.userinfo),
    ...compareHost(yours.host, theirs.host),
    ...comparePort(yours.port, theirs.port),
    ...comparePath(yours.path, theirs.path, 'rest'),
    ...compareQuery(yours.query, theirs.query),
    ...compareFragment(yours.fragment, theirs.fragment),
  ]
  return found.length > 0
    ? found
    : [difference('character', `The two differ from character ${commonPrefixLength(sent, registered) + 1} on.`)]
}

/** Finds the registered redirect URI that the sent one was most likely meant to be; `undefined` when none is registered. */
export function closestRedirectUri(sent: string, registered: readonly string[]): string | undefined {
  let closest: { readonly uri: string; readonly differences: number; readonly prefix: number } | undefined
  for (const uri of registered) {
    const candidate = { uri, differences: explainRedirectUriMismatch(sent, uri).length, prefix: commonPrefixLength(sent, uri) }
    const isCloser =
      closest === undefined ||
      candidate.differences < closest.differences ||
      (candidate.differences === closest.differences && candidate.prefix > closest.prefix)
    if (isCloser) closest = candidate
  }
  return closest?.uri
}

interface UriParts {
  readonly scheme: string
  readonly userinfo: string
  readonly host: string
  readonly port: string
  readonly path: string
  /** With its question mark. */
  readonly query: string
  /** With its number sign. */
  readonly fragment: string
}

/** Splits as RFC 3986 appendix B does, which takes any text. */
function splitUri(uri: string): UriParts {
  const [, scheme = '', authority = '', path = '', query = '', fragment = ''] =
    /^(?:([^:/?#]*):)?(?:\/\/([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(uri) ?? []
  const at = authority.lastIndexOf('@')
  const hostAndPort = authority.slice(at + 1)
  const port = /:\d*$/.exec(hostAndPort)?.[0] ?? ''
  return {
    scheme,
    userinfo: authority.slice(0, at + 1),
    host: hostAndPort.slice(0, hostAndPort.length - port.length),
    port: port.slice(1),
    path,
    query,
    fragment,
  }
}

type Differences = readonly RedirectUriDifference[]

function compareScheme(yours: string, theirs: string): Differences {
  if (yours === theirs) return []
  if (sameLetters(yours, theirs)) return [difference('scheme_case', 'The schemes differ in upper and lower case.')]
  return [difference('scheme', `Yours begins with ${show(`${yours}:`)}, the registered one with ${show(`${theirs}:`)}.`)]
}

function compareUserinfo(yours: string, theirs: string): Differences {
  return yours === theirs ? [] : [difference('userinfo', 'One of the two has a user name before its host ("…@"): leave it out.')]
}

const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

function compareHost(yours: string, theirs: string): Differences {
  if (yours === theirs) return []
  if (sameLetters(yours, theirs)) return [difference('host_case', 'The hosts differ in upper and lower case.')]
  if (LOOPBACK.includes(yours) && LOOPBACK.includes(theirs)) {
    const message = `${yours} is not ${theirs}: they reach the same machine, but a browser keeps them apart, and so does the comparison.`
    return [difference('loopback_name', message)]
  }
  return [difference('host', `Your host is ${show(yours)}, the registered one is ${show(theirs)}.`)]
}

function comparePort(yours: string, theirs: string): Differences {
  if (yours === theirs) return []
  if (yours === '') return [difference('port', `Yours has no port, the registered one has ${show(theirs)}.`)]
  if (theirs === '') return [difference('port', `Yours has the port ${show(yours)}, the registered one has none.`)]
  return [difference('port', `Your port is ${show(yours)}, the registered one is ${show(theirs)}.`)]
}

/** @param aspect - A missing slash at the end is the most frequent mistake of all, so it is asked for on its own. */
function comparePath(yours: string, theirs: string, aspect: 'slash' | 'rest'): Differences {
  if (yours === theirs) return []
  if (`${yours}/` === theirs || `${theirs}/` === yours) {
    if (aspect === 'rest') return []
    const message =
      yours.length < theirs.length
        ? 'Yours ends without the slash that the registered one has.'
        : 'Yours ends with a slash that the registered one has not.'
    return [difference('trailing_slash', message)]
  }
  if (aspect === 'slash') return []
  if (sameLetters(yours, theirs)) return [difference('path_case', 'The paths differ in upper and lower case.')]
  if (decodeLeniently(yours) === decodeLeniently(theirs))
    return [difference('percent_encoding', 'The paths are percent-encoded in different ways.')]
  return [difference('path', 'The paths differ.')]
}

function compareQuery(yours: string, theirs: string): Differences {
  if (yours === theirs) return []
  if (theirs === '')
    return [difference('query', 'Yours has a query ("?…"), the registered one has none. What an app wants back goes into state.')]
  if (yours === '') return [difference('query', 'Yours lacks the query ("?…") that the registered one has.')]
  if (decodeLeniently(yours) === decodeLeniently(theirs))
    return [difference('percent_encoding', 'The queries are percent-encoded in different ways.')]
  return [difference('query', 'The queries (what follows "?") differ.')]
}

function compareFragment(yours: string, theirs: string): Differences {
  return yours === theirs ? [] : [difference('fragment', 'A redirect URI has no fragment: leave out "#" and what follows.')]
}

function sameLetters(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

function decodeLeniently(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function commonPrefixLength(one: string, other: string): number {
  let length = 0
  while (length < one.length && one[length] === other[length]) length++
  return length
}

/** Repeats a part of what was sent, short and without anything invisible. */
function show(text: string): string {
  const visible = text.replace(/[^!-~]/g, '?')
  return visible.length > 60 ? `${visible.slice(0, 60)}…` : visible
}

function difference(code: string, message: string): RedirectUriDifference {
  return { code, message }
}
