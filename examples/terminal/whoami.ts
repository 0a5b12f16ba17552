#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { errorWords, StagedoorError, standard } from '@stagedoor/client'
import { createCliClient, type SignInWay } from '@stagedoor/client/cli'

const USAGE = `Usage: whoami.ts login [--by loopback|device|paste]
       whoami.ts             says who is signed in
       whoami.ts logout`

const ways: readonly SignInWay[] = ['loopback', 'device', 'paste']
const { positionals, values } = parseArgs({ allowPositionals: true, options: { by: { type: 'string' } } })
const by = ways.find((way) => way === values.by)

const client = createCliClient({
  program: 'whoami-stagedoor',
  platform: standard,
  baseUrl: process.env['STAGEDOOR_URL'] ?? 'http://127.0.0.1:4700/standard',
  clientId: 'stagedoor-demo-desktop',
  scope: 'profile tracks:read',
})

async function whoami(): Promise<string> {
  const { name, username } = await client.getProfile()
  return `You are ${name} (${username}).`
}

async function run(): Promise<string> {
  switch (positionals[0]) {
    case 'login':
      if (values.by !== undefined && by === undefined) return USAGE
      await client.login(by === undefined ? {} : { by })
      return whoami()
    case 'logout': {
      const { revoked } = await client.logout()
      return revoked ? 'You are signed out.' : 'You are signed out here. Stagedoor was not told.'
    }
    case undefined:
      return whoami()
    default:
      return USAGE
  }
}

try {
  console.log(await run())
} catch (error) {
  if (!(error instanceof StagedoorError)) throw error
  const signedOut = error.code === 'not_signed_in' || error.code === 'session_ended'
  console.error(signedOut ? 'You are not signed in. Run: whoami.ts login' : errorWords(error).sentence)
  process.exitCode = 1
}
