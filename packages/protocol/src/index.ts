export { OAUTH_ERRORS, OAuthError, type OAuthErrorCode } from './oauth-error.ts'
export { type ParseProblem, type ParseResult, parsed, problem } from './parse-result.ts'
