'use strict'
// Plain JavaScript for whatever Node a machine has, loaded into every Node process below `stagedoor run` by NODE_OPTIONS=--require.
//
// fetch, https, axios, http2: each ends in Socket.prototype.connect, and a prototype is the same object for CommonJS, for ES modules, and for
// whoever took `net.connect` before. Names are kept for the TLS handshake, so the certificate is checked against the platform's own name.
const net = require('node:net')

/** `{ "api.audius.co": { "443": 41234 } }`: by host and port, the port on 127.0.0.1 that stands in. */
const detours = new Map(Object.entries(JSON.parse(process.env.STAGEDOOR_DETOURS || '{}')))
const isOffline = process.env.STAGEDOOR_REACH === 'this-machine'
const thisMachine = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|::1)$/i
const connect = net.Socket.prototype.connect

if (detours.size > 0) {
  net.Socket.prototype.connect = function connectWithDetour(...args) {
    const target = readTarget(args)
    if (target === undefined) return connect.apply(this, args)
    const ports = detours.get(target.host.toLowerCase().replace(/\.$/, ''))
    if (ports === undefined) return isOffline && !thisMachine.test(target.host) ? refuse(this, target) : connect.apply(this, args)
    const port = ports[target.port]
    if (port === undefined) return refuse(this, target)
    return connect.apply(this, target.moveTo('127.0.0.1', port))
  }
}

/** Reads `connect(options, …)`, `connect(port, host, …)`, and the list that Node's own callers have made of either. */
function readTarget(args) {
  const [first, second] = args
  if (Array.isArray(first)) {
    const inner = readTarget([first[0]])
    if (inner === undefined) return undefined
    const moveTo = (host, port) => {
      // Changed in place: Node marks this list with a symbol.
      first[0] = { ...first[0], host, port }
      return args
    }
    return { ...inner, moveTo }
  }
  if (typeof first === 'object' && first !== null) {
    if (typeof first.host !== 'string' || first.path) return undefined
    return { host: first.host, port: first.port, moveTo: (host, port) => [{ ...first, host, port }, ...args.slice(1)] }
  }
  if (typeof second !== 'string') return undefined
  return { host: second, port: first, moveTo: (host, port) => [port, host, ...args.slice(2)] }
}

function refuse(socket, { host, port }) {
  const reason = isOffline
    ? `stagedoor run --offline: ${host}:${port} is neither this machine nor an address of a platform.`
    : `stagedoor run: the emulator has nothing on ${host}:${port}, and a platform's host never leads outside.`
  process.nextTick(() => socket.destroy(Object.assign(new Error(reason), { code: 'ECONNREFUSED' })))
  return socket
}
