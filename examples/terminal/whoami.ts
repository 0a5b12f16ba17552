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

const baseUrl = process.env['STAGEDOOR_URL'] ?? 'http://127.0.0.1:4700/standard'

const client = createCliClient({
  program: 'whoami-stagedoor',
  platform: standard,
  baseUrl,
  clientId: 'stagedoor-demo-desktop',
  scope: 'profile tracks:read',
})

async function whoami(): Promise<string> {
  const { name, username } = await client.getProfile()
  return `You are ${name} (${username}).`
}

function explain(error: StagedoorError): string {
  if (error.action === 'login') return 'You are not signed in. Run: whoami.ts login'
  if (error.code === 'provider_unavailable') return `Nothing answers at ${baseUrl}. Does it run?`
  return errorWords(error).sentence
}

async function run(): Promise<string> {
  switch (positionals[0]) {
    case 'login':
      if (values.by !== undefined && by === undefined) return USAGE
      await client.login(by === undefined ? {} : { by })
      return whoami()
    case 'logout': {
      if ((await client.restore()).status === 'unauthenticated') return 'You are not signed in.'
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
  console.error(explain(error))
  process.exitCode = 1
}
