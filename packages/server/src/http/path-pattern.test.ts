import { describe, expect, it } from 'vitest'
import { parsePathPattern } from './path-pattern.ts'

describe('a path pattern', () => {
  it('takes any one segment for a name, decoded, and compares the rest', () => {
    const pattern = parsePathPattern('/api/production/:uuid/:file')

    expect(pattern.match('/api/production/u%201/track.wav')).toEqual({ uuid: 'u 1', file: 'track.wav' })
    for (const path of [
      '/api/production/u1',
      '/api/production//x',
      '/api/production/u1/x/y',
      '/x/api/production/u1/x',
      '/api/production/u1/x/',
    ])
      expect(pattern.match(path), path).toBeUndefined()
  })

  it('lets a name be followed by more of its segment', () => {
    const pattern = parsePathPattern('/api/production/:uuid.json')

    expect(pattern.match('/api/production/u1.json')).toEqual({ uuid: 'u1' })
    expect(pattern.match('/api/production/u1Xjson')).toBeUndefined()
    expect(pattern.match('/api/production/.json')).toBeUndefined()
  })

  it('does not match what cannot be decoded', () => {
    expect(parsePathPattern('/a/:b').match('/a/%zz')).toBeUndefined()
    expect(parsePathPattern('/a/:b').match('/a/%ff')).toBeUndefined()
  })

  it('without names is a path', () => {
    const pattern = parsePathPattern('/audiotool.auth.v1.AuthService/GetWhoami')

    expect(pattern.hasParameters).toBe(false)
    expect(pattern.match('/audiotool.auth.v1.AuthService/GetWhoami')).toEqual({})
    expect(pattern.match('/audiotool-auth.v1.AuthService/GetWhoami')).toBeUndefined()
  })

  it('stays quick for a long path that almost matches', () => {
    const pattern = parsePathPattern('/:a.:b.:c/x')
    const startedAt = performance.now()

    expect(pattern.match(`/${'a.'.repeat(100)}/y`)).toBeUndefined()
    expect(performance.now() - startedAt).toBeLessThan(1000)
  })
})
