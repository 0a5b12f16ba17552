import { describe, expect, it } from 'vitest'
import { createUnsafeWarnings } from './unsafe-warnings.ts'

const at = Date.UTC(2026, 10, 21)

describe('warnings of stagedoor dev', () => {
  it('say in plain words what is not safe and what would be, once for each client and reason', () => {
    const warn = createUnsafeWarnings()

    expect(warn('auphonic', { reason: 'unsafe_state_missing', at, clientId: 'my-app' })).toBe(
      'Warning: auphonic: my-app sent neither state nor PKCE, so a stranger can have somebody signed in with an account of their own.\n' +
        '         Only an emulator allows it; a server for real people refuses. Send a state and compare it.\n',
    )
    expect(warn('auphonic', { reason: 'unsafe_state_missing', at, clientId: 'my-app' })).toBe('')
    expect(warn('auphonic', { reason: 'unsafe_redirect_uri', at, clientId: 'my-app' })).toContain('Register the redirect URI.')
    expect(warn('auphonic', { reason: 'unsafe_state_missing', at, clientId: 'other' })).toContain('other sent')
    expect(warn('audius', { reason: 'unsafe_client_unregistered', at, clientId: 'my-app' })).toContain('Register the app')
  })

  it('are none for other events, nor for what was refused', () => {
    const warn = createUnsafeWarnings()

    expect(warn('audius', { reason: 'code_replayed', at })).toBeUndefined()
    expect(warn('audius', { reason: 'unsafe_redirect_uri', at, error: 'invalid_request' })).toBeUndefined()
  })

  it('come to an end, however many names a stranger invents, and show none that turns the line', () => {
    const warn = createUnsafeWarnings()
    const written = Array.from({ length: 1100 }, (_, index) =>
      warn('audius', { reason: 'unsafe_client_unregistered', at, clientId: `app ${index}\u001b[2J\n` }),
    )

    expect(written.filter((text) => text !== '')).toHaveLength(1000)
    expect(written[0]).toContain('app 0?[2J? is not registered')
  })
})
