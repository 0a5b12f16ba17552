import { ConnectError } from './connect-rpc.ts'

/** What `List…` methods of Audiotool take: a filter in CEL, an order, and a page. */
export interface ListRequest {
  readonly filter: string
  readonly orderBy: string
  readonly pageSize: number
  readonly pageToken: string
}

/** How a filter calls a thing (`project`) and its fields in snake case, with what each is. */
export interface ListedFields<T> {
  readonly variable: string
  readonly fields: Readonly<Record<string, (thing: T) => string | readonly string[]>>
}

const defaultPageSize = 50
const maxPageSize = 100

/** Filters, orders and cuts a list. @throws ConnectError `invalid_argument` for what makes no sense, or is more CEL than this knows. */
export function cutList<T>(
  all: readonly T[],
  request: ListRequest,
  listed: ListedFields<T>,
): { page: readonly T[]; nextPageToken: string } {
  const { filter, orderBy, pageSize } = request
  if (pageSize < 0) throw new ConnectError('invalid_argument', 'page_size must not be negative.')
  const offset = readPageToken(request.pageToken)
  const found = all.filter(readFilter(filter, listed))
  const ordered = orderBy === '' ? found : [...found].sort(readOrder(orderBy, listed))
  const end = offset + Math.min(pageSize === 0 ? defaultPageSize : pageSize, maxPageSize)
  return { page: ordered.slice(offset, end), nextPageToken: end < ordered.length ? Buffer.from(`offset ${end}`).toString('base64url') : '' }
}

function readPageToken(token: string): number {
  if (token === '') return 0
  const [, digits] = /^offset (\d{1,6})$/.exec(Buffer.from(token, 'base64url').toString()) ?? []
  if (digits === undefined) throw new ConnectError('invalid_argument', 'page_token is none that this server gave out.')
  return Number(digits)
}

/** Reads terms with `&&` between them: `==`, `!=`, `.contains()`, `.startsWith()` and `"…" in` a list. */
function readFilter<T>(filter: string, listed: ListedFields<T>): (thing: T) => boolean {
  const terms = splitTerms(filter).map((term) => readTerm(term.trim(), listed))
  return (thing) => terms.every((matches) => matches(thing))
}

/** At `&&`, but not inside quotes. */
function splitTerms(filter: string): readonly string[] {
  if (filter.trim() === '') return []
  const terms: string[] = []
  let term = ''
  for (const [piece] of filter.matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|&&|[\s\S]/g)) {
    if (piece === '&&') terms.push(term)
    term = piece === '&&' ? '' : term + piece
  }
  return [...terms, term]
}

function readTerm<T>(term: string, { variable, fields }: ListedFields<T>): (thing: T) => boolean {
  const operation =
    /^(\w+)\.(\w+)\s*(==|!=)\s*(["'].*["'])$/s.exec(term) ?? /^(\w+)\.(\w+)\.(contains|startsWith)\(\s*(["'].*["'])\s*\)$/s.exec(term)
  const membership = /^(["'].*["'])\s+in\s+(\w+)\.(\w+)$/s.exec(term)
  const [owner, field, operator, literal] = operation?.slice(1) ?? [membership?.[2], membership?.[3], 'in', membership?.[1]]
  const read = field !== undefined && owner === variable && Object.hasOwn(fields, field) ? fields[field] : undefined
  const wanted = literal === undefined ? undefined : readText(literal)
  if (read === undefined || wanted === undefined) {
    const known = Object.keys(fields).map((name) => `${variable}.${name}`)
    throw new ConnectError(
      'invalid_argument',
      `filter: the emulator knows ==, !=, .contains(), .startsWith(), "…" in, and &&, with ${known.join(', ')}.`,
    )
  }
  return (thing) => {
    const value = read(thing)
    if (typeof value !== 'string') return (operator === 'in' || operator === 'contains') && value.includes(wanted)
    if (operator === 'contains') return value.includes(wanted)
    if (operator === 'startsWith') return value.startsWith(wanted)
    return operator === '!=' ? value !== wanted : operator === '==' && value === wanted
  }
}

/** The text of a literal; `undefined` when its quotes do not match. */
function readText(literal: string): string | undefined {
  const [, , text] = /^(["'])((?:(?!\1)[^\\]|\\.)*)\1$/s.exec(literal) ?? []
  return text?.replace(/\\(.)/gs, '$1')
}

function readOrder<T>(orderBy: string, { variable, fields }: ListedFields<T>): (one: T, other: T) => number {
  const [, field = '', direction = 'asc'] = /^(?:\w+\.)?(\w+)(?:\s+(asc|desc))?$/.exec(orderBy.trim()) ?? []
  const read = Object.hasOwn(fields, field) ? fields[field] : undefined
  if (read === undefined) throw new ConnectError('invalid_argument', `order_by: name one field, as in "${variable}.update_time desc".`)
  const sign = direction === 'desc' ? -1 : 1
  return (one, other) => sign * String(read(one)).localeCompare(String(read(other)))
}
