import { expect, it } from 'vitest'
import { startHttpServer } from '../test/start-http-server.ts'

it('writes a secret’s use down once a minute, and not that of a wrong one', async () => {
  const noted: number[] = []
  const server = await startHttpServer({
    wrapStore: (store) => ({
      ...store,
      apps: {
        ...store.apps,
        noteSecretUse: (clientId, digest, at) => {
          noted.push(at)
          return store.apps.noteSecretUse(clientId, digest, at)
        },
      },
    }),
  })
  const start = server.context.now()

  await server.introspect('x', { authorization: `Basic ${btoa(`${server.client.id}:wrong`)}` })
  await server.exchange('x', { client_secret: 'wrong' })
  expect(noted).toEqual([])
  await server.exchange('x')
  await server.exchange('x')
  server.advance(59)
  await server.exchange('x')
  server.advance(1)
  await server.exchange('x')
  await server.context.background.settle()

  expect(noted).toEqual([start, start + 60])
  expect(await server.store.apps.listSecrets(server.client.id)).toMatchObject([{ lastUsedAt: start + 60 }])
})

it('does not let a request fail for a use that cannot be written down', async () => {
  const noteSecretUse = () => Promise.reject(new Error('The disk is full.'))
  const server = await startHttpServer({ wrapStore: (store) => ({ ...store, apps: { ...store.apps, noteSecretUse } }) })

  expect((await server.signIn()).status).toBe(200)
})
