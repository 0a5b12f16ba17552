export type { ButtonWords } from './button-words.ts'
export { defineStagedoorButton } from './define-stagedoor-button.ts'
export type { ButtonChange, ButtonState, StagedoorButton } from './stagedoor-button.ts'
