/**
 * Matches the languages a person reads with those there are (RFC 4647 §3.4, lookup).
 *
 * @param header - `Accept-Language`, as it came.
 * @param available - BCP 47 tags; the first, or else English, is what everyone gets who reads none of them.
 */
export function matchLanguage(header: string | undefined, available: readonly string[]): string {
  const [fallback = 'en'] = available
  if (header === undefined || available.length < 2) return fallback
  for (const range of parseLanguageRanges(header)) {
    if (range === '*') return fallback
    const found = findByPrefix(range, available)
    if (found !== undefined) return found
  }
  return fallback
}

/** Ranges by weight, heaviest first; those with weight 0 are not acceptable. */
function parseLanguageRanges(header: string): readonly string[] {
  return header
    .slice(0, 500)
    .split(',')
    .flatMap((item) => {
      const [range = '', weight] = item.split(';').map((part) => part.trim().toLowerCase())
      const quality = weight?.startsWith('q=') ? Number(weight.slice(2)) : 1
      return range !== '' && quality > 0 ? [{ range, quality }] : []
    })
    .sort((a, b) => b.quality - a.quality)
    .map(({ range }) => range)
}

/** `de-CH-1901` finds `de-CH-1901`, then `de-CH`, then `de`. */
function findByPrefix(range: string, available: readonly string[]): string | undefined {
  const subtags = range.split('-')
  for (let length = subtags.length; length > 0; length--) {
    const wanted = subtags.slice(0, length).join('-')
    const found = available.find((tag) => tag.toLowerCase() === wanted)
    if (found !== undefined) return found
  }
  return undefined
}
