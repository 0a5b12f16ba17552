import { describe, expect, it } from 'vitest'
import { checkAppName, checkHomepage } from './check-app-text.ts'

describe('the name of an app', () => {
  it.each(['Mixdown', 'Ünïcødé 音楽', '👩‍🎤 Studio', '<b>Bold</b>', 'نوا', '$', 'x'.repeat(80)])('may be %j', (name) => {
    expect(checkAppName(name)).toBeUndefined()
  })

  it.each([
    ['', 'name_missing'],
    [' \t', 'name_missing'],
    ['x'.repeat(81), 'name_length'],
    ['x'.repeat(10_000), 'name_length'],
    ['a\u0000b', 'name_character'],
    ['a\u202eb', 'name_character'],
    ['a\u2066b', 'name_character'],
    ['a\nb', 'name_character'],
    ['\u200b\u200b', 'name_character'],
    ['\u3164', 'name_character'],
    ['---', 'name_character'],
    ['\ud800', 'name_character'],
  ])('may not be %j', (name, code) => {
    expect(checkAppName(name)?.code).toBe(code)
  })
})

describe('the site of an app', () => {
  it.each(['', 'https://mixdown.example', 'http://mixdown.example/a?b=c'])('may be %j', (homepage) => {
    expect(checkHomepage(homepage)).toBeUndefined()
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    '//mixdown.example',
    'https://me@mixdown.example/',
    'https://',
    'https://a b/',
    'https://a.example/\u202e',
  ])('may not be %j', (homepage) => {
    expect(checkHomepage(homepage)?.code).toBe('homepage_address')
  })

  it('is offered with https where that was left out', () => {
    expect(checkHomepage('mixdown.example/about')?.suggestion).toBe('https://mixdown.example/about')
    expect(checkHomepage(`https://a.example/${'x'.repeat(2000)}`)?.code).toBe('homepage_length')
  })
})
