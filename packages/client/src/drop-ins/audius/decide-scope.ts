import { parseScopeOption } from '../../client-context.ts'
import { configurationError } from '../../stagedoor-error.ts'

/**
 * Decides what to ask for: `write` includes `read`, and takes a registered app.
 *
 * @throws {@link StagedoorError} `configuration`.
 */
export function decideScope(scope: string | readonly string[], apiKey: string | undefined): 'read' | 'write' {
  const asked = parseScopeOption(scope)
  const isWrite = asked.includes('write')
  if (isWrite ? apiKey : asked.every((token) => token === 'read')) return isWrite ? 'write' : 'read'
  throw configurationError('The scope is read, or write with an apiKey.')
}
