import { describe, expect, it } from 'vitest'
import { startServer } from '../../test/start-server.ts'
import { StoreUnavailableError } from '../ports/store.ts'
import { recordAct } from './record-act.ts'

const act = {
  actor: { kind: 'user', id: 'ada' },
  act: 'app.created',
  target: { kind: 'client', id: 'mixdown' },
  detail: { name: 'Mixdown' },
} as const

describe('recordAct', () => {
  it('adds who did what to what, when, and from where', async () => {
    const { context, store } = await startServer()

    await recordAct(context, { ...act, request: { remoteAddress: '192.0.2.7' } })

    expect(await store.audit.list({ limit: 10 })).toEqual([{ ...act, id: 1, at: context.now(), remoteAddress: '192.0.2.7' }])
  })

  it('does not undo the act when its record cannot be written: the log has it whole', async () => {
    const append = () => Promise.reject(new StoreUnavailableError('The disk is full.'))
    const { context, events } = await startServer({ wrapStore: (store) => ({ ...store, audit: { ...store.audit, append } }) })

    await recordAct(context, act)

    expect(events).toMatchObject([{ reason: 'audit_unwritten', cause: { message: expect.stringContaining('"app.created"') } }])
  })
})
