import { describe, expect, it } from 'vitest'
import { contentSource, formActionSources } from './content-source.ts'

describe('formActionSources', () => {
  it.each([
    ['https://app.example/callback?x=1', ['https://app.example']],
    ['https://app.example:8443/callback', ['https://app.example:8443']],
    ['myapp://oauth/callback', ['myapp:']],
    ['com.example.app:/callback', ['com.example.app:']],
    ['http://localhost:3000/callback', ['http://localhost:*', 'http://127.0.0.1:*']],
    ['http://127.0.0.1:5173/', ['http://localhost:*', 'http://127.0.0.1:*']],
    ['http://[::1]:5173/', ['http:']], // CSP has no way to write an IPv6 address
    ['https://a;b.example/', ['https:']],
    ['not a URI', []],
  ])('[CSP Level 3 §6.4.1] allows a form to lead to %s', (uri, sources) => {
    expect(formActionSources(uri)).toEqual(sources)
  })
})

describe('contentSource', () => {
  it.each([
    ['https://pictures.example/150x150.jpg', 'https://pictures.example'],
    ['https://user@pictures.example/', 'https://pictures.example'],
    ["https://x'self'.example/", undefined],
    ['data:image/png;base64,', undefined],
    ['', undefined],
  ])('writes the origin of %j', (url, source) => {
    expect(contentSource(url)).toBe(source)
  })
})
