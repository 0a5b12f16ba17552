import { expect, it } from 'vitest'
import { loadDriver } from './load-driver.ts'

it('names the package that is missing, and does not call that a database to wait for', async () => {
  const missing = new Error(`Cannot find package 'pg'`)
  await expect(loadDriver('pg', () => Promise.reject(missing))).rejects.toMatchObject({
    name: 'TypeError',
    message: 'A store with a url needs the package pg: npm install pg',
    cause: missing,
  })
})
