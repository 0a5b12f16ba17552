import { audiotool, audius, auphonic, soundcloud, standard } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { createRefusalBodyWriter, type Refusal } from './refusal-body.ts'

const refusal: Refusal = { status: 401, error: 'invalid_token', message: 'The access token is not "valid".' }
const { message } = refusal

describe('the body of a refusal', () => {
  it.each([
    [standard, { error: 'invalid_token', error_description: message }],
    [audius, { error: 'invalid_token', error_description: message }],
    [audiotool, { code: 'unauthenticated', message }],
    [soundcloud, { code: 401, message: '', link: expect.stringMatching(/^https:/), status: '401 - Unauthorized', errors: [], error: null }],
    [auphonic, { status_code: 401, form_errors: {}, error_code: 'invalid_token', error_message: message, data: {} }],
  ])('has the shape of $0.id', (platform, expected) => {
    expect(JSON.parse(createRefusalBodyWriter(platform)(refusal))).toEqual(expected)
  })

  it.each([
    [400, 'invalid_argument'],
    [401, 'unauthenticated'],
    [403, 'permission_denied'],
    [404, 'not_found'],
    [429, 'resource_exhausted'],
    [500, 'internal'],
    [503, 'unavailable'],
    [418, 'internal'],
  ])('[Connect, Error Codes] has for %i the code %s, and never `unknown`', (status, code) => {
    expect(JSON.parse(createRefusalBodyWriter(audiotool)({ ...refusal, status }))).toMatchObject({ code })
  })

  it('replaces whole texts only, and nothing inside what it has put in', () => {
    const platform = {
      ...standard,
      resources: { ...standard.resources, refusalBody: { a: '$message', b: ['$status', '$status!'], c: { d: '$error' } } },
    }
    const write = createRefusalBodyWriter(platform)

    expect(JSON.parse(write({ ...refusal, message: '$error' }))).toEqual({ a: '$error', b: [401, '$status!'], c: { d: 'invalid_token' } })
  })
})
