import { audiotool, auphonic, soundcloud, standard } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { makeFolder } from '../../test/run-command.ts'
import { post } from '../../test/sign-in.ts'
import { startEmulator } from '../emulator/start-emulator.ts'
import { demoPersonalToken } from './demo-personal-tokens.ts'

describe('the personal tokens of the demo accounts', () => {
  it('look as the platform’s do', () => {
    expect(demoPersonalToken(audiotool, 'mira')).toMatch(/^at_pat_[\w-]{43}$/)
    expect(demoPersonalToken(auphonic, 'jonas')).toMatch(/^[\w-]{43}$/)
    expect(demoPersonalToken(standard, 'mira')).toMatch(/^sd_pat_demo-token-of-mira-known-to-everybody0+[\w-]{6}$/)
    expect(demoPersonalToken(soundcloud, 'mira')).toBeNull()
  })

  it('are the same after a restart, and what was revoked stays revoked', async () => {
    const options = { platforms: [auphonic], dataDirectory: makeFolder() }
    const read = (url: string, token: string | undefined) => fetch(`${url}/auphonic/api/user.json?bearer_token=${token}`)
    const first = await startEmulator(options)
    const [mira, jonas] = first.announcement.platforms.auphonic?.users ?? []
    await post(first.announcement, 'auphonic/revocations', { username: 'jonas' })
    await first.close()
    const second = await startEmulator(options)
    const { url } = second.announcement
    const answers = [await read(url, mira?.personalToken), await read(url, jonas?.personalToken)]
    await second.close()

    expect(answers.map(({ status }) => status)).toEqual([200, 401])
  })
})
