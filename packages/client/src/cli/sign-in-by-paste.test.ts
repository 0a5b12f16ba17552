import { describe, expect, it } from 'vitest'
import { codeOf } from '../../test/sign-in-world.ts'
import { TerminalWorld } from '../../test/terminal-world.ts'

describe('a sign-in by a pasted address', () => {
  it('[row: terminal/pasted code] takes the address that the browser ended at, also one that a terminal has broken', async () => {
    const world = new TerminalWorld()
    world.typed.push(
      () => 'the-code-alone',
      () => 'http://127.0.0.1/callback?code=forged&state=forged',
      (url) => world.server.approve(url).replace(/(.{40})/g, '$1 \n'),
    )

    expect((await world.client().login({ by: 'paste' })).status).toBe('authenticated')
    expect(world.said.slice(-2)).toEqual([expect.stringContaining('not the whole address'), expect.stringContaining('of another sign-in')])
    expect(world.opened).toEqual([])
  })

  it('ends when the person denied it, when the input ends, and after five wrong addresses', async () => {
    const codes: unknown[] = []
    const denied = new TerminalWorld()
    denied.typed.push((url) => denied.server.refuse(url))
    codes.push(await codeOf(denied.client().login({ by: 'paste' })))
    codes.push(await codeOf(new TerminalWorld().client().login({ by: 'paste' })))
    const wrong = new TerminalWorld()
    wrong.typed.push(...Array.from({ length: 6 }, () => () => 'nonsense'))
    codes.push(await codeOf(wrong.client().login({ by: 'paste' })))

    expect(codes).toEqual(['consent_denied', 'cancelled', 'state_mismatch'])
    expect(wrong.typed).toHaveLength(1)
  })
})
