import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findFirstDifference } from './first-difference.ts'

describe('the first difference of two values', () => {
  it('is where one ends and the other goes on', () => {
    expect(findFirstDifference('https://a/b', 'https://a/b/')).toEqual({
      position: 12,
      before: 'https://a/b',
      left: { character: '', after: '' },
      right: { character: '/', after: '' },
    })
  })

  it('counts characters, not halves of them', () => {
    expect(findFirstDifference('🎧a', '🎧b')).toMatchObject({ position: 2, before: '🎧' })
    expect(findFirstDifference('🎧', '🎤')).toMatchObject({ position: 1, left: { character: '🎧' }, right: { character: '🎤' } })
  })

  it('is null exactly for equal values, and the parts make up both values again', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', '🎧') })
    fc.assert(
      fc.property(texts, texts, (left, right) => {
        const difference = findFirstDifference(left, right)
        expect(difference === null).toBe(left === right)
        if (difference === null) return
        expect(difference.left.character).not.toBe(difference.right.character)
        expect(difference.before + difference.left.character + difference.left.after).toBe(left)
        expect(difference.before + difference.right.character + difference.right.after).toBe(right)
      }),
    )
  })
})
