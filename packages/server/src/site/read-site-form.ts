import type { Parameters } from '@stagedoor/protocol'

/**
 * Reads the text of a form of ours, whatever is in it: what is wrong with a field is said beside that field, by who knows the field.
 *
 * Of several fields of one name the first counts; an empty one counts as left out, as everywhere.
 */
export function readSiteForm(text: string): Parameters {
  const parameters = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(text)) if (value !== '' && !parameters.has(name)) parameters.set(name, value)
  return parameters
}
