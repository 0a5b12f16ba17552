export { createPages, type PagesOptions } from './create-pages.ts'
export type { Look } from './style/look-stylesheet.ts'
