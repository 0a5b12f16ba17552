import { isOwnRequest } from './is-own-request.ts'
import { parseReturnPath } from './parse-return-path.ts'
import type { WebContext } from './web-context.ts'
import { WebRefusal } from './web-failure.ts'

/** @throws WebRefusal `foreign_request` */
export function checkOwnRequest({ origins }: Pick<WebContext, 'origins'>, request: Request): void {
  if (!isOwnRequest(request, origins)) throw new WebRefusal('foreign_request')
}

/** Gets whoever is signed in to the app. @throws WebRefusal `sign_in_first` */
export function getUserId({ userId }: { readonly userId: string | null }): string {
  if (userId === null) throw new WebRefusal('sign_in_first')
  return userId
}

/** Reads where to go afterwards. @throws WebRefusal `invalid_return_to` */
export function readReturnTo(fields: ReadonlyMap<string, string>): string | undefined {
  const text = fields.get('returnTo')
  if (text === undefined || text === '') return undefined
  const path = parseReturnPath(text)
  if (path === undefined) throw new WebRefusal('invalid_return_to')
  return path
}
