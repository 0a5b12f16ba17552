import type { BaseIssue } from 'valibot'

/** Says where a problem of an input is, what it is, and what would be right: `redirectUris[0] must be text.` */
export function describeIssue(issue: BaseIssue<unknown>): string {
  const keys = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key).slice(0, 100)}`))
  const place = keys.join('').slice(1)
  // A strict object reports a key too many or too few at that key, in the words for the whole object.
  if (issue.type === 'strict_object' && issue.expected !== 'Object') {
    const parent = keys.slice(0, -1).join('').slice(1)
    return `${place} ${issue.expected === 'never' ? 'is unknown' : 'is missing'}: ${parent || 'the body'} ${issue.message}`
  }
  return `${place || 'The body'} ${issue.message}`
}
