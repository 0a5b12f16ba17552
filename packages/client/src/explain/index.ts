export type { Cause } from './cause.ts'
export { type Explanation, explain } from './explain.ts'
