import type { SecondFactorProblem } from '@stagedoor/server/ports'

/** The words of the second step, in one language. */
export interface SecondFactorMessages {
  readonly language: string
  readonly stepTitle: string
  readonly stepLead: string
  readonly code: string
  readonly codeHint: string
  readonly stepCode: string
  readonly stepCodeHint: string
  readonly goOn: string
  readonly otherWay: string

  readonly title: string
  readonly lead: string
  readonly steps: readonly [install: string, scan: string, type: string]
  readonly shortOn: string
  readonly manage: string
  readonly setUp: string
  readonly qrCode: string
  readonly key: string
  readonly switchOn: string

  /** With `{when}`. */
  readonly isOn: string
  readonly codesSection: string
  /** With `{count}`. */
  readonly codesLeft: string
  readonly newCodes: string
  readonly offSection: string
  readonly offLead: string
  readonly switchOff: string

  readonly codesTitle: string
  readonly codesNew: string
  readonly codesLead: string
  readonly codesKept: string

  readonly problems: Readonly<Record<SecondFactorProblem['code'], string>>
  readonly notices: Readonly<Record<string, string>>
}
