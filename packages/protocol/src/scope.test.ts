import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatScope, includesScope, isScopeToken, parseScope } from './scope.ts'

const TOKEN_CHARACTERS = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).filter((c) => c !== '"' && c !== '\\')
const scopeTokens = fc.string({ unit: fc.constantFrom(...TOKEN_CHARACTERS), minLength: 1, maxLength: 20 })

describe('scope', () => {
  it('[RFC 6749 §3.3] takes exactly %x21, %x23-5B and %x5D-7E in a scope token', () => {
    for (let code = 0; code < 0x200; code++) {
      const allowed = code === 0x21 || (code >= 0x23 && code <= 0x5b) || (code >= 0x5d && code <= 0x7e)
      expect([code, isScopeToken(String.fromCharCode(code))]).toEqual([code, allowed])
    }
    expect(isScopeToken('')).toBe(false)
    expect(isScopeToken('read\n')).toBe(false)
  })

  it('[RFC 6749 §3.3] reads back what was written, in order and without repetitions', () => {
    fc.assert(
      fc.property(fc.array(scopeTokens), (tokens) => {
        expect(parseScope(formatScope(tokens))).toEqual({ ok: true, value: [...new Set(tokens)] })
      }),
    )
  })

  it('[RFC 6749 §3.3] reads an empty text as no scope, and a repeated token once', () => {
    expect(parseScope('')).toEqual({ ok: true, value: [] })
    expect(parseScope('write read write')).toEqual({ ok: true, value: ['write', 'read'] })
    expect(parseScope('project:write')).toEqual({ ok: true, value: ['project:write'] })
  })

  it.each([
    ['a quotation mark', 'read "write"', 'scope_token_character'],
    ['a backslash', 'read\\write', 'scope_token_character'],
    ['a tab', 'read\twrite', 'scope_token_character'],
    ['NUL', 'read\0', 'scope_token_character'],
    ['a letter outside ASCII', 'lesen schreibén', 'scope_token_character'],
    ['a right-to-left mark', 'read \u202eetirw', 'scope_token_character'],
    ['a space before', ' read', 'scope_space'],
    ['a space after', 'read ', 'scope_space'],
    ['two spaces', 'read  write', 'scope_space'],
    ['only a space', ' ', 'scope_space'],
  ])('[RFC 6749 §3.3] refuses %s', (_, text, code) => {
    expect(parseScope(text)).toMatchObject({ ok: false, problem: { code, parameter: 'scope' } })
  })

  it('never throws, and what it accepts consists of scope tokens', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab "\\\t\0é') }), (text) => {
        const result = parseScope(text)
        if (result.ok) expect(result.value.every(isScopeToken)).toBe(true)
        else expect(result.problem.message).not.toBe('')
      }),
    )
  })

  it('[RFC 6749 §3.3] compares tokens exactly: case matters and a prefix is not enough', () => {
    expect(includesScope(['read', 'write'], ['write'])).toBe(true)
    expect(includesScope(['read', 'write'], [])).toBe(true)
    expect(includesScope(['read'], ['Read'])).toBe(false)
    expect(includesScope(['tracks:read'], ['tracks'])).toBe(false)
    expect(includesScope(['tracks'], ['tracks:read'])).toBe(false)
    expect(includesScope([], ['read'])).toBe(false)
  })

  it('reads a mebibyte of tokens at once', () => {
    expect(parseScope(Array.from({ length: 150_000 }, (_, index) => `s${index}`).join(' '))).toMatchObject({ ok: true })
    expect(parseScope(' '.repeat(2 ** 20))).toMatchObject({ ok: false })
  })
})
