import { createServer } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { closeServer, listen } from './listen.ts'

it('listens on 127.0.0.1 alone: nobody else on the network reaches a control API that signs anybody in', async () => {
  const server = createServer()
  onTestFinished(() => closeServer(server))

  const port = await listen(server, 0)

  expect(server.address()).toEqual({ address: '127.0.0.1', family: 'IPv4', port })
})
