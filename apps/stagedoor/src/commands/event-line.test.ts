import { expect, it } from 'vitest'
import { formatEvent } from './event-line.ts'

it('lets no text of a stranger move the cursor or forge a line', () => {
  const line = formatEvent('standard', { reason: 'client_unknown', at: 0, clientId: 'a\u001b[2J\nfake\u202e' })

  expect(line).toBe('00:00:00  standard  client_unknown  clientId=a\\u{1b}[2J\\u{a}fake\\u{202e}\n')
})

it('shows a bug whole', () => {
  const cause = new Error('broken')

  expect(formatEvent('audius', { reason: 'unexpected_error', at: 0, errorId: 'e1', cause })).toContain(`errorId=e1\n${cause.stack}`)
})
