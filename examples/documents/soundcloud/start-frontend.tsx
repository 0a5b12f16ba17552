import express from 'express'
import { renderToString } from 'react-dom/server'
import { Home } from './home.tsx'

// Stands where the document has Next.js: renders the page on the server, with the search parameters as a promise.
const app = express()
app.get('/', async (req, res) => {
  const searchParams = Promise.resolve(Object.fromEntries(new URL(req.url, 'http://127.0.0.1').searchParams))
  const page = await Home({ searchParams })
  res.send(`<!doctype html><meta charset="utf-8"><title>Connect</title>${renderToString(page)}`)
})

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`)
})
