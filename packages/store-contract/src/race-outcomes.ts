/** How many calls of one act run at once in a race. */
export const RACERS = 50

/** Runs an act {@link RACERS} times at once and counts what came out. */
export async function raceOutcomes(act: () => Promise<{ readonly outcome: string }>): Promise<Readonly<Record<string, number>>> {
  const results = await Promise.all(Array.from({ length: RACERS }, act))
  const counts: Record<string, number> = {}
  for (const { outcome } of results) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}
