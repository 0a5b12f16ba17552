import { expect, it } from 'vitest'
import { ERROR_ACTIONS, isStagedoorErrorCode } from './error-actions.ts'
import { StagedoorError } from './stagedoor-error.ts'

it.each(Object.entries(ERROR_ACTIONS))('%s: what helps is %s', (code, action) => {
  const error = isStagedoorErrorCode(code) ? new StagedoorError(code) : undefined

  expect(error).toMatchObject({ code, action, retryable: action === 'retry' })
})
