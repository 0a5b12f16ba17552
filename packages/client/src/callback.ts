export { type FinishSignInOptions, finishSignIn } from './finish-sign-in.ts'
