import { OAuthError } from '@stagedoor/protocol'
import type { AuthorizationTransaction } from '../../ports/records.ts'
import type { AuthorizationStep } from './authorization-context.ts'

const prompts: readonly AuthorizationTransaction['prompt'][number][] = ['login', 'consent', 'select_account']

/** Reads `prompt`: what the person must be asked again, or that nothing may be shown (OpenID Connect Core §3.1.2.1). */
export const checkPrompt: AuthorizationStep = (context) => {
  const sent = context.parameters.get('prompt')
  if (sent === undefined) return undefined
  const values = sent.split(' ')
  if (values.includes('none')) {
    // > If this parameter contains none with any other value, an error is returned.
    if (values.length > 1) throw new OAuthError('invalid_request', 'prompt=none stands alone.', { reason: 'prompt_none_combined' })
    context.silent = true
    return undefined
  }
  const known = prompts.filter((prompt) => values.includes(prompt))
  if (!values.every((value) => known.some((prompt) => prompt === value))) {
    throw new OAuthError('invalid_request', 'The prompt may be none, login, consent or select_account.', { reason: 'prompt_unknown' })
  }
  context.prompt = known
  return undefined
}
