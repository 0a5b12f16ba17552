/** Where two texts part. A side that has ended has an empty `character`. */
export interface FirstDifference {
  /** Counted in characters (code points) from 1, as a person would. */
  readonly position: number
  /** What both begin with. */
  readonly before: string
  readonly left: { readonly character: string; readonly after: string }
  readonly right: { readonly character: string; readonly after: string }
}

/** Finds the first character in which two texts differ; `null` when they are equal. */
export function findFirstDifference(left: string, right: string): FirstDifference | null {
  if (left === right) return null
  const leftCharacters = [...left]
  const rightCharacters = [...right]
  let at = 0
  while (leftCharacters[at] === rightCharacters[at]) at += 1
  return {
    position: at + 1,
    before: leftCharacters.slice(0, at).join(''),
    left: { character: leftCharacters[at] ?? '', after: leftCharacters.slice(at + 1).join('') },
    right: { character: rightCharacters[at] ?? '', after: rightCharacters.slice(at + 1).join('') },
  }
}
