export { createLatePages } from './create-late-pages.ts'
