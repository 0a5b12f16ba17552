import { describe, expect, it } from 'vitest'
import { recordOf, VaultWorld } from '../../test/vault-world.ts'
import type { Sealer } from '../index.ts'
import { createOpenedConnections } from './opened-connections.ts'

const SEALER: Sealer = { seal: async (text) => text, open: async (envelope) => `opened ${envelope}`, isCurrent: () => true }

describe('opened connections', () => {
  it('are remembered while not one character of the record is another', async () => {
    await using world = new VaultWorld()
    await world.connect(world.process())
    const record = await world.store.read(recordOf())
    if (record === undefined) throw new Error('no record')
    const opened = createOpenedConnections(SEALER, 10)
    const first = await opened.open(record)

    expect(opened.find({ ...record, version: 'other' })).toBe(first)
    expect(opened.find({ ...record, body: record.body.replace('3600', '9999').replace('connected', 'connectee') })).toBeUndefined()
    expect(opened.find({ ...record, body: `${record.body} ` })).toBeUndefined()
  })

  it('are as many as was said, and those that are asked for stay', async () => {
    await using world = new VaultWorld()
    const vault = world.process()
    const opened = createOpenedConnections(SEALER, 10)
    const records = []
    for (let person = 0; person < 100; person++) {
      await world.connect(vault, 3600, `person-${person}`)
      const record = await world.store.read(recordOf(`person-${person}`))
      if (record === undefined) throw new Error('no record')
      records.push(record)
      await opened.open(record)
      if (records[0] !== undefined) expect(opened.find(records[0])).toBeDefined()
    }

    expect(records.filter((record) => opened.find(record) !== undefined).length).toBeLessThanOrEqual(10)
  })
})
