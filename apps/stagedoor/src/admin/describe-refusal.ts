import type { Refusal } from './refusal.ts'

/** Writes a refusal for a terminal: the sentence, or where there are several problems each of them, and the code. */
export function describeRefusal({ error, error_description: sentence, problems = [] }: Refusal['body']): string {
  const lines = problems.map(({ field, message, suggestion }) => {
    const meant = suggestion === undefined ? '' : ` Did you mean ${suggestion}?`
    return `  ${field}: ${message}${meant}`
  })
  return lines.length === 0 ? `${sentence} (${error})` : [`This is not taken (${error}):`, ...lines].join('\n')
}
