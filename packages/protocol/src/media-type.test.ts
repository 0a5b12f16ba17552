import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMediaType } from './media-type.ts'

describe('media type', () => {
  it.each([
    ['application/json', 'application/json', []],
    ['application/x-www-form-urlencoded', 'application/x-www-form-urlencoded', []],
    ['Application/JSON;Charset=UTF-8', 'application/json', [['charset', 'UTF-8']]],
    ['text/html ; charset="utf-8"', 'text/html', [['charset', 'utf-8']]],
    [
      'multipart/form-data; boundary="a;b=\\"c\\\\"; x=y',
      'multipart/form-data',
      [
        ['boundary', 'a;b="c\\'],
        ['x', 'y'],
      ],
    ],
    ['application/json;', 'application/json', []],
    [' application/json \t; ; charset=utf-8 ', 'application/json', [['charset', 'utf-8']]],
    ['text/plain; a=""', 'text/plain', [['a', '']]],
  ] as const)('[RFC 9110 §8.3.1] reads %j', (header, essence, parameters) => {
    expect(parseMediaType(header)).toEqual({ essence, parameters: new Map(parameters) })
  })

  it.each([
    undefined,
    '',
    'json',
    'application/',
    '/json',
    'a/b/c',
    'application/json charset=utf-8',
    'text/plain; charset',
    'text/plain; charset=',
    'text/plain; a="b',
    'text/plain; a="b"c',
    'text/plain; a=b c=d',
    'text/plain; a=1; A=2',
    'text/plain, text/html',
    'téxt/plain',
    'text/plain;\u00a0a=b',
  ])('is undefined for %j', (header) => {
    expect(parseMediaType(header)).toBeUndefined()
  })

  it('answers 64 KiB of anything within a moment and never throws', () => {
    const { user: before } = process.threadCpuUsage()
    for (const piece of [';', ' ', '; ', ';a', ';a=', ';a="', '\\"', ';a="\\', ' ;\t'])
      parseMediaType(`text/plain${piece.repeat(2 ** 16 / piece.length)}x`)
    expect(process.threadCpuUsage().user - before).toBeLessThan(500_000)
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a/;="\\ \t,') }), (header) => {
        expect(() => parseMediaType(header)).not.toThrow()
      }),
    )
  })
})
