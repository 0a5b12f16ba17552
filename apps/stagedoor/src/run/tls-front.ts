import { createServer as createHttp2Server } from 'node:http2'
import { connect } from 'node:net'
import { type Duplex, pipeline } from 'node:stream'
import { createServer } from 'node:tls'
import type { IssuedCertificate } from './certificate-authority.ts'
import { answerFromHttp1 } from './http2-bridge.ts'
import { type LocalServer, listenLocally } from './local-server.ts'

/**
 * Takes the TLS off: what speaks HTTP/1.1 goes on byte for byte, HTTP/2 is translated. The emulator tells the platforms apart by `Host`.
 *
 * @param emulatorPort - On 127.0.0.1.
 */
export function startTlsFront({ certificatePem, privateKeyPem }: IssuedCertificate, emulatorPort: number): Promise<LocalServer> {
  const http2 = createHttp2Server((request, response) => answerFromHttp1(request, response, emulatorPort))
  http2.on('sessionError', ignore)
  const front = createServer({ cert: certificatePem, key: privateKeyPem, ALPNProtocols: ['h2', 'http/1.1'] })
  front.on('secureConnection', (socket) => {
    if (socket.alpnProtocol === 'h2') http2.emit('connection', socket)
    else joinSockets(socket, connect(emulatorPort, '127.0.0.1'))
  })
  // A client that does not trust us, or leaves in the handshake: its own story to tell.
  front.on('tlsClientError', ignore)
  return listenLocally(front)
}

/** Makes one connection of two; when either ends or breaks, so does the other. */
export function joinSockets(left: Duplex, right: Duplex): void {
  pipeline(left, right, left, ignore)
}

function ignore(): void {
  // Both ends see for themselves that it is over.
}
