import { audiotool, auphonic, soundcloud, standard } from '@stagedoor/platforms'
import { formatUserPassword, OAuthError } from '@stagedoor/protocol'
import { describe, expect, it } from 'vitest'
import type { HttpRequest } from '../http/http-message.ts'
import { createCredentialsReader } from './read-credentials.ts'

function request(authorization: string | undefined, query = ''): HttpRequest {
  return { method: 'GET', path: '/', query, headers: { authorization }, remoteAddress: null, readBody: async () => new Uint8Array() }
}

/** What is read, or the code and reason of the refusal. */
function read(platform: typeof standard, authorization: string | undefined, query?: string): unknown {
  try {
    return createCredentialsReader(platform)(request(authorization, query))
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error
    return [error.code, error.reason]
  }
}

const token = { kind: 'token', text: 'abc', isBound: false }

describe('the credentials of a request', () => {
  it.each([
    [standard, 'Bearer abc'],
    [standard, 'bearer abc'],
    [standard, 'BEARER  abc'],
    [soundcloud, 'OAuth abc'],
    [soundcloud, 'oauth abc'],
    [soundcloud, 'Bearer abc'],
    [auphonic, 'bearer abc'],
  ])('[RFC 9110 §11.1] are a token under each scheme of the platform, in any letter case: $1', (platform, header) => {
    expect(read(platform, header)).toEqual(token)
  })

  it.each(['Bearer', 'Bearer ', 'Bearer a b', 'OAuth abc', 'Basic YTpi', 'abc', '', 'Bearer \u00e4', 'Bearer,abc'])(
    '[RFC 6750 §3.1] are no token in %j',
    (header) => {
      expect(read(audiotool, header)).toEqual(['invalid_token', 'authorization_header_malformed'])
    },
  )

  it('[RFC 6750 §2.3] come in the query where the platform takes them there, and nowhere else', () => {
    expect(read(auphonic, undefined, 'page=2&bearer_token=abc')).toEqual(token)
    expect(read(standard, undefined, 'bearer_token=abc&access_token=abc')).toBeUndefined()
    expect(read(auphonic, undefined, 'access_token=abc')).toBeUndefined()
    expect(read(auphonic, undefined, 'bearer_token=')).toBeUndefined()
    expect(read(auphonic, undefined, '')).toBeUndefined()
  })

  it('[RFC 6750 §2] come in one way, once', () => {
    expect(read(auphonic, 'Bearer abc', 'bearer_token=abc')).toEqual(['invalid_request', 'access_token_twice'])
    expect(read(auphonic, formatUserPassword({ username: 'a', password: 'b' }), 'bearer_token=abc')).toEqual([
      'invalid_request',
      'access_token_twice',
    ])
    expect(read(auphonic, undefined, 'bearer_token=abc&bearer_token=abc')).toEqual(['invalid_request', 'parameter_duplicate'])
    expect(read(auphonic, undefined, 'bearer_token=%zz')).toEqual(['invalid_request', 'parameter_encoding'])
  })

  it('leave a query alone that does not name the token, whatever is in it', () => {
    expect(read(auphonic, 'Bearer abc', 'filter=%zz&filter=x')).toEqual(token)
  })

  it('[RFC 7617 §2] are a user name and a password where the platform takes them', () => {
    const header = formatUserPassword({ username: 'mira', password: 'päss:wörd%20+' })

    expect(read(auphonic, header)).toEqual({ kind: 'password', username: 'mira', password: 'päss:wörd%20+' })
    expect(read(soundcloud, header)).toEqual(['invalid_token', 'authorization_header_malformed'])
    expect(read(auphonic, 'Basic !')).toEqual(['invalid_token', 'authorization_header_malformed'])
  })
})
