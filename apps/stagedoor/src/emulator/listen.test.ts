import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { closeServer, listen } from './listen.ts'

it('listens on 127.0.0.1 alone: nobody else on the network reaches a control API that signs anybody in', async () => {
  const server = createServer()
  onTestFinished(() => closeServer(server))

  const port = await listen(server, 0)

  expect(server.address()).toEqual({ address: '127.0.0.1', family: 'IPv4', port })
})

it('does not wait for connections that were opened ahead of need', async () => {
  const server = createServer()
  const port = await listen(server, 0)
  const unused = connect(port, '127.0.0.1')
  await Promise.all([once(unused, 'connect'), once(server, 'connection')])
  const started = performance.now()

  await Promise.all([closeServer(server), once(unused, 'close')])

  expect(performance.now() - started).toBeLessThan(2000)
})
