// Runs below `stagedoor run` on whatever Node a machine has: asks for Audius by every way that Node has, and writes what came back.
import http from 'node:http'
import http2 from 'node:http2'
import https from 'node:https'
import { connect } from 'node:tls'
import { Worker } from 'node:worker_threads'
import axios from 'axios'

const { STRANGER = '' } = process.env
const url = 'https://api.audius.co/v1/me'
const alias = 'http://audius-api/v1/me'

/** Status of a GET, or the code of what went wrong. */
const getByFetch = (address) =>
  fetch(address).then(
    ({ status }) => status,
    ({ cause }) => cause.code,
  )

function get(module, address) {
  return new Promise((resolve) => {
    module.get(address, (response) => resolve(response.resume().statusCode)).on('error', (error) => resolve(error.code))
  })
}

function getByHttp2(address) {
  const { origin, pathname } = new URL(address)
  return new Promise((resolve) => {
    const session = http2.connect(origin)
    session.on('error', (error) => resolve(error.code))
    const stream = session.request({ ':path': pathname })
    stream.on('error', () => undefined)
    stream.on('response', (headers) => {
      resolve(headers[':status'])
      session.close()
    })
  })
}

const getByAxios = (address, options) =>
  axios.get(address, { validateStatus: () => true, ...options }).then(
    ({ status }) => status,
    ({ code }) => code,
  )

function getInWorker(address) {
  const script = `fetch(${JSON.stringify(address)}).then(({ status }) => require('node:worker_threads').parentPort.postMessage(status))`
  return new Promise((resolve) => new Worker(script, { eval: true }).once('message', resolve))
}

function connectByPortAndHost() {
  return new Promise((resolve) => {
    const socket = connect(443, 'api.audius.co', { servername: 'api.audius.co' }, () => {
      resolve([socket.authorized, socket.getPeerCertificate().issuer.CN])
      socket.destroy()
    })
  })
}

const answers = {
  platform: {
    fetch: await getByFetch(url),
    https: await get(https, url),
    http2: await getByHttp2(url),
    axios: await getByAxios(url),
    axiosWithoutProxy: await getByAxios(url, { proxy: false }),
    worker: await getInWorker(url),
  },
  alias: { fetch: await getByFetch(alias), http: await get(http, alias), axios: await getByAxios(alias) },
  plainHttp: await get(http, url.replace('https', 'http')),
  otherPort: await getByFetch('https://api.audius.co:8443/'),
  certificate: await connectByPortAndHost(),
  // A server that nobody has a reason to trust.
  stranger: {
    fetch: await getByFetch(STRANGER),
    https: await get(https, STRANGER),
    http2: await getByHttp2(STRANGER),
    axios: await getByAxios(STRANGER),
  },
}
process.stdout.write(JSON.stringify(answers))
