import { request as startHttpRequest } from 'node:http'
import { request as startHttpsRequest } from 'node:https'
import { connect, type Socket } from 'node:net'
import { formatProxyAuthorization } from './parent-proxy.ts'

/** Opens a connection to somewhere that is none of our business, through the person's own proxy if there is one. */
export function openOutside(hostname: string, port: number, parent: URL | undefined): Promise<Socket> {
  return parent === undefined ? openDirectly(hostname, port) : openThrough(parent, hostname, port)
}

export function openDirectly(hostname: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, hostname)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(socket)
    })
    socket.once('error', reject)
  })
}

/** CONNECT (RFC 9110 §9.3.6). */
function openThrough(parent: URL, hostname: string, port: number): Promise<Socket> {
  const target = `${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`
  return new Promise((resolve, reject) => {
    const start = parent.protocol === 'https:' ? startHttpsRequest : startHttpRequest
    const tunnel = start({
      host: parent.hostname.replace(/^\[|\]$/g, ''),
      port: parent.port === '' ? (parent.protocol === 'https:' ? 443 : 80) : Number(parent.port),
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...formatProxyAuthorization(parent) },
      agent: false,
    })
    tunnel.once('connect', ({ statusCode }, socket, head) => {
      if (statusCode !== 200) {
        socket.destroy()
        return reject(new Error(`the proxy ${parent.host} answered ${statusCode} to CONNECT ${target}`))
      }
      // The other side may have spoken at once: a mail server greets first.
      if (head.length > 0) socket.unshift(head)
      resolve(socket)
    })
    tunnel.once('error', reject)
    tunnel.end()
  })
}
