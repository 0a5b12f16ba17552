import { attemptSubject } from '../accounts/attempt-subjects.ts'
import type { EpochSeconds } from '../ports/records.ts'
import type { ServerContext } from '../server-context.ts'
import { digestRecoveryCode } from './recovery-codes.ts'
import { findTotpStep } from './totp.ts'

/** Whether a code was right; `must_wait`: it was not even looked at. */
export type CodeProof =
  | { readonly outcome: 'proven'; readonly by: 'totp' | 'recovery_code' }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'must_wait'; readonly until: EpochSeconds }

/** Checks and spends a code of the authenticator app, or a recovery code. Counted before it is checked: six digits are soon guessed. */
export async function proveCode(context: ServerContext, userId: string, typed: string): Promise<CodeProof> {
  const { attempts } = context.store
  const key = attemptSubject('second_factor', userId)
  const begun = await attempts.begin([{ key, rule: context.attemptRules.account }], context.now())
  if (begun.outcome === 'must_wait') return begun
  const by = await spendCode(context, userId, typed)
  if (by === undefined) return { outcome: 'wrong' }
  await attempts.succeed({ forgotten: [key], uncounted: [] })
  return { outcome: 'proven', by }
}

async function spendCode({ store, now }: ServerContext, userId: string, typed: string): Promise<'totp' | 'recovery_code' | undefined> {
  const digest = digestRecoveryCode(typed)
  if (digest !== undefined) return (await store.secondFactors.spendRecoveryCode(userId, digest)) ? 'recovery_code' : undefined
  const factor = await store.secondFactors.findTotp(userId)
  const step = factor === undefined ? undefined : findTotpStep(factor.secret, typed.replace(/[\s-]/g, ''), now())
  return step !== undefined && (await store.secondFactors.spendStep(userId, step)) ? 'totp' : undefined
}
