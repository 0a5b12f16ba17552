import type { EpochSeconds } from './records.ts'
import type { SiteFrame } from './site-frame.ts'

/** The pages of the second step: asking for it, and switching it on and off. Each form is POSTed to the path it stands at. */
export interface SecondFactorPages {
  step(page: SecondStepPage): string
  settings(page: TwoStepPage): string
  recoveryCodes(page: RecoveryCodesPage): string
}

/** What is wrong with a code. */
export interface SecondFactorProblem {
  /** `id` of the field; empty when it is about the whole form. */
  readonly field: 'code' | 'off_code' | 'codes_code' | ''
  readonly code: 'code_missing' | 'code_wrong' | 'must_wait' | 'busy'
  /** With `must_wait`. */
  readonly waitSeconds?: number
}

/** Field `code`; hidden `step` and `continue`. */
export interface SecondStepPage extends SiteFrame {
  readonly problems: readonly SecondFactorProblem[]
  readonly step: string
  readonly continueAt: string
}

/** Off: field `code`, hidden `step`, `act` = `enrol`. On: two forms with `code`, `act` = `new_codes` and `act` = `switch_off`. */
export interface TwoStepPage extends SiteFrame {
  readonly problems: readonly SecondFactorProblem[]
  readonly state:
    | {
        readonly isOn: false
        readonly step: string
        /** Base 32, to type into an app. */
        readonly secret: string
        /** `otpauth:` URI of the same, for a QR code. */
        readonly uri: string
      }
    | { readonly isOn: true; readonly since: EpochSeconds; readonly recoveryCodes: number }
}

/** Shows the recovery codes, this once. */
export interface RecoveryCodesPage extends SiteFrame {
  readonly codes: readonly string[]
  /** Whether the second step was switched on with them. */
  readonly isNew: boolean
}
