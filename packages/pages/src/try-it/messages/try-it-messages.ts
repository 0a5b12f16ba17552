import type { TryItStepName } from '@stagedoor/server/ports'

/** The words of the console in one language. */
export interface TryItMessages {
  readonly language: string
  readonly title: string
  readonly lead: string
  readonly redirectUri: string
  readonly scopes: string
  readonly begin: string
  readonly beginHint: string
  readonly urlTitle: string
  readonly parameter: string
  readonly value: string
  readonly wholeUrl: string
  readonly go: string
  readonly goHint: string
  readonly steps: Readonly<Record<TryItStepName, string>>
  readonly stepHints: Readonly<Record<TryItStepName, string>>
  readonly acts: Readonly<Record<Exclude<TryItStepName, 'authorize'>, string>>
  readonly states: Readonly<Record<'now' | 'done' | 'later', string>>
  readonly curl: string
  readonly sdk: string
  readonly response: string
  readonly secretsTitle: string
  readonly secretsHint: string
  readonly show: string
  readonly refused: string
  readonly seeLog: string
  readonly problems: Readonly<Record<'run_over' | 'run_foreign', string>>
  readonly openHint: string
  readonly restart: string
  readonly ended: string
}
