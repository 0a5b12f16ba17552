import { audius } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { DpopClient } from '../../../test/dpop-client.ts'
import { startHttpServer } from '../../../test/start-http-server.ts'
import { startServer } from '../../../test/start-server.ts'

describe('a request that names its key', () => {
  it('[RFC 9449 §10] has its code redeemed with that key, whether a person was asked or not', async () => {
    const server = await startHttpServer({ client: { authenticationMethod: 'none', secretDigests: [] } })
    const key = new DpopClient()
    const browser = server.openBrowser()
    const asked = (await browser.becomeKnown({ dpop_jkt: key.thumbprint })).answer.get('code') ?? ''
    const unasked = (await browser.authorize({ dpop_jkt: key.thumbprint })).answer.get('code') ?? ''
    const url = 'https://platform.example/oauth/token'
    const nonce = (await server.exchange('none', {}, { dpop: key.prove(url) })).headers.get('dpop-nonce')

    for (const code of [asked, unasked]) {
      expect(await server.exchange(code, {}, { dpop: key.prove(url, { nonce }) })).toMatchObject({ body: { token_type: 'DPoP' } })
    }
    const another = (await browser.authorize({ dpop_jkt: key.thumbprint })).answer.get('code') ?? ''
    expect(await server.exchange(another)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  it.each(['short', `${'A'.repeat(42)}=`, 'A'.repeat(44)])('[RFC 9449 §10] is refused when it names none: %s', async (dpop_jkt) => {
    const server = await startServer()

    const seen = await server.openBrowser().authorize({ dpop_jkt })

    expect(seen.answer.get('error')).toBe('invalid_request')
    expect(server.reasons()).toEqual(['dpop_jkt_malformed'])
  })

  it('[RFC 6749 §3.1] is taken as any other where the platform binds no tokens', async () => {
    const server = await startServer({ platform: audius })

    const seen = await server.openBrowser().authorize({ dpop_jkt: 'short' })

    expect(seen.answer.get('error')).toBeNull()
  })
})
