import { createApp } from './index.ts'
import { openVault } from './vault.ts'

const vault = openVault(process.env)
const api = process.env.SOUNDCLOUD_URL ?? 'https://api.soundcloud.com'
// userId should be securely passed along with the request - the value here is a placeholder
const app = createApp({ vault, api, userIdOf: () => '67a391e61cc9342bf0b895b1' })

vault.on('reauthorization_required', ({ userId, code }) => console.log(`${userId} must connect again: ${code}`))
// who does not come for months stays connected
const upkeep = setInterval(() => void vault.refreshDue().catch((error: Error) => console.error(error.message)), 60_000)

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  const address = server.address()
  console.log(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/soundcloud/connect`)
})

process.once('SIGTERM', () => {
  clearInterval(upkeep)
  server.close(() => void vault.close())
})
