export { createHandOver, type HandOverOptions } from './create-hand-over.ts'
export { type HandedSession, type HandOverMessage, parseHandOverMessage } from './hand-over-message.ts'
export { handOverTokens } from './hand-over-tokens.ts'
export { withHandOver } from './with-hand-over.ts'
