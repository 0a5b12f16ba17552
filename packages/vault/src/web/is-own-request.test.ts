import { describe, expect, it } from 'vitest'
import { isOwnNavigation, isOwnRequest } from './is-own-request.ts'

const from = (headers: Record<string, string>): Pick<Request, 'headers'> => ({ headers: new Headers(headers) })

describe('a request that changes something', () => {
  it.each([
    { origin: 'https://app.example' },
    { origin: 'https://app.example', 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'same-origin' },
  ])('is heard from a page of the app: %j', (headers) => {
    expect(isOwnRequest(from(headers), ['https://app.example'])).toBe(true)
  })

  it.each([
    {},
    { origin: 'null' },
    { origin: 'https://evil.example' },
    { origin: 'http://app.example' },
    { origin: 'https://app.example.evil.example' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { referer: 'https://app.example/' },
  ])('is heard from nobody else: %j', (headers) => {
    expect(isOwnRequest(from(headers), ['https://app.example'])).toBe(false)
  })
})

describe('a navigation that begins a sign-in', () => {
  const link = { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }

  it('comes by a link of the app, or was typed', () => {
    expect(isOwnNavigation(from(link))).toBe(true)
    expect(isOwnNavigation(from({ ...link, 'sec-fetch-site': 'none' }))).toBe(true)
  })

  it.each([
    {},
    { ...link, 'sec-fetch-site': 'cross-site' },
    { ...link, 'sec-fetch-site': 'same-site' },
    { ...link, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
    { ...link, 'sec-fetch-dest': 'iframe' },
    { ...link, 'sec-purpose': 'prefetch;prerender' },
  ])('is not another site, a picture, a frame or a prefetch: %j', (headers) => {
    expect(isOwnNavigation(from(headers))).toBe(false)
  })
})
