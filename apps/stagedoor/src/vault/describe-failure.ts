import { showText } from '../commands/table.ts'

const ADVICE: Readonly<Record<string, string>> = {
  retry: 'Nothing is lost: try again later.',
  login: 'The person has to connect again.',
  'fix-config': 'Check the keys, and how your app is registered.',
}

/** Tells a failure of a vault, a platform or a database in words, with its code and what helps. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'It failed, and nothing says why.'
  const { code, action } = readCode(error)
  const reason = error.cause instanceof Error ? ` ${capitalize(messageOf(error.cause))}` : ''
  const words = code === error.message ? '' : `${capitalize(showText(error.message)).replace(/[.:]?$/, '.')}`
  const advice = action === undefined ? '' : (ADVICE[action] ?? '')
  return [words + reason, code === undefined ? '' : `(${code})`, advice].filter((part) => part !== '').join(' ')
}

/** The code of an error, and what helps, where it has them. */
export function readCode(error: unknown): { readonly code: string | undefined; readonly action: string | undefined } {
  const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
  if (!(error instanceof Error)) return { code: undefined, action: undefined }
  return { code: 'code' in error ? textIn(error.code) : undefined, action: 'action' in error ? textIn(error.action) : undefined }
}

/** Of several attempts to connect Node tells each. */
function messageOf(error: Error): string {
  const message = error instanceof AggregateError ? error.errors.map((each) => String(each?.message)).join('; ') : error.message
  return showText(message).replace(/\.?$/, '.')
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
