import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { createClientId } from './create-client-id.ts'

it.each([
  ['hex', 40, /^[\da-f]{40}$/],
  ['base64url', 22, /^[\w-]{22}$/],
  ['uuid', 36, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/],
] as const)('looks as the ids of a platform with %s ids do, and is another each time', (kind, length, form) => {
  const ids = Array.from({ length: 20 }, () =>
    createClientId({ ...rules, idFormat: { kind, length, caseInsensitive: false } }, randomBytes),
  )

  for (const id of ids) expect(id).toMatch(form)
  expect(new Set(ids).size).toBe(20)
})

it('begins with no hyphen, which a command line would take for an option', () => {
  const random = (length: number): Uint8Array => new Uint8Array(length).fill(0xfb)

  expect(createClientId({ ...rules, idFormat: { kind: 'base64url', length: 22, caseInsensitive: false } }, random)).toMatch(/^A[\w-]{21}$/)
})

const rules = { authenticationMethods: ['none' as const], unregistered: null }
