import { auphonic, soundcloud } from '@stagedoor/platforms'
import { expect, it } from 'vitest'
import { startServer } from '../../test/start-server.ts'
import { changeApp } from './apps.ts'
import { createApp } from './create-app.ts'

it.each([soundcloud, auphonic])('changes an app of $name, which knows no scopes', async (platform) => {
  const { context } = await startServer({ platform })
  const admin = { ...context, operator: { kind: 'operator', id: 'ops' } as const, remoteAddress: null }
  const { app } = await createApp(admin, { name: 'Mixdown', redirectUris: ['https://app.example/callback'] })

  expect(await changeApp(admin, app.clientId, { name: 'Mixdown 2' })).toMatchObject({ name: 'Mixdown 2', scope: [] })
})
