import { audiotool } from '@stagedoor/client/audiotool'

const at = await audiotool({
  clientId: 'bd496109-d9b4-4b6a-8519-8b6ce88b58c5',
  redirectUrl: 'http://127.0.0.1:5173/',
  scope: 'project:write',
})

if (at.status === 'authenticated') {
  // Export tokens to send to your server
  const tokens = at.exportTokens()

  // Store in your session (cookie, etc.)
  await fetch('/api/store-session', {
    method: 'POST',
    body: JSON.stringify(tokens),
  })
}
