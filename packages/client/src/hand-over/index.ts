export { createHandOver, type HandOverOptions } from './create-hand-over.ts'
export { handOverTokens } from './hand-over-tokens.ts'
export { withHandOver } from './with-hand-over.ts'
