/** The rules by which an app is registered: for the portal, for an operator, and for an emulator's control API alike. */
export { checkAppName, checkHomepage, longestAppName } from './check-app-text.ts'
export { type CheckedRedirectUris, checkRedirectUris } from './check-redirect-uris.ts'
export { createClientId } from './create-client-id.ts'
export { type ClientSecret, createClientSecret } from './create-client-secret.ts'
export { decideRegistration, defaultGrantTypes, type Registration } from './decide-registration.ts'
export { RegistrationError, type RegistrationField, type RegistrationProblem } from './registration-problem.ts'
