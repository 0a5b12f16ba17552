/** Writes ` Did you mean …?` when one of the candidates is close to what was typed; else nothing. */
export function suggest(typed: string, candidates: readonly string[]): string {
  const wanted = typed.toLowerCase()
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: candidate.startsWith(wanted) ? 1 : editDistance(wanted, candidate) }))
    .filter(({ candidate, distance }) => distance <= Math.max(2, Math.floor(candidate.length / 3)) && distance < candidate.length)
    .sort((a, b) => a.distance - b.distance)
  const best = ranked[0]
  return best === undefined ? '' : ` Did you mean ${best.candidate}?`
}

/** Levenshtein distance, of at most the first 40 characters. */
function editDistance(left: string, right: string): number {
  const columns = [...right.slice(0, 40)]
  let row = [0, ...columns.map((_, index) => index + 1)]
  for (const character of left.slice(0, 40)) {
    const next = [(row[0] ?? 0) + 1]
    for (const [index, column] of columns.entries()) {
      const substitution = (row[index] ?? 0) + (character === column ? 0 : 1)
      next.push(Math.min(substitution, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
