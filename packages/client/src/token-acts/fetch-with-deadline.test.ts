import { createServer, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../test/fake-clock.ts'
import { fetchWithDeadline } from './fetch-with-deadline.ts'

/** Listens on 127.0.0.1 and does with each connection what a test says. */
async function listen(serve: (socket: Socket) => void): Promise<{ readonly url: string; readonly close: () => void }> {
  const server = createServer(serve)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`, close: () => void server.close() }
}

describe('a request with a deadline', () => {
  it('that was refused a connection has a name: it was never sent', async () => {
    const { url, close } = await listen(() => undefined)
    close()

    await expect(fetchWithDeadline(fetch, new FakeClock(), 1000)(url)).rejects.toMatchObject({ code: 'provider_unavailable' })
  })

  it('whose connection was cut has none: it may have arrived', async () => {
    const { url, close } = await listen((socket) => void socket.once('data', () => socket.destroy()))

    await expect(fetchWithDeadline(fetch, new FakeClock(), 1000)(url)).rejects.toBeInstanceOf(TypeError)
    close()
  })

  it('ends in time, also when half of the reply is there', async () => {
    const clock = new FakeClock()
    const arrived = Promise.withResolvers<void>()
    const { url, close } = await listen((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf')
        arrived.resolve()
      })
    })
    const waiting = fetchWithDeadline(fetch, clock, 1000)(url).catch((error: unknown) => error)
    await arrived.promise
    await clock.advance(2)

    expect(await waiting).toMatchObject({ message: 'The platform did not answer in time.' })
    close()
  })

  it('that is obeyed by nobody ends all the same', async () => {
    const clock = new FakeClock()
    const waiting = fetchWithDeadline(
      () => new Promise(() => undefined),
      clock,
      1000,
    )('https://platform.example/').catch((error: unknown) => error)
    await clock.advance(2)

    expect(await waiting).toBeInstanceOf(Error)
  })
})
