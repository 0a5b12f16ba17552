export { createPages } from './create-pages.ts'
export type { PagesOptions } from './page-tools.ts'
export type { Look } from './style/look-stylesheet.ts'
