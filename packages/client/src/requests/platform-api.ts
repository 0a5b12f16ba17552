export { createFetchWithToken } from './fetch-with-token.ts'
export { requestProfile } from './request-profile.ts'
