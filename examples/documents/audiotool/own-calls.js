import { audiotool } from '@stagedoor/client/audiotool'

const apiUrl = 'https://rpc.audiotool.com/audiotool.auth.v1.AuthService/GetWhoami'

const at = await audiotool({
  clientId: 'bd496109-d9b4-4b6a-8519-8b6ce88b58c5',
  redirectUrl: 'http://127.0.0.1:5173/',
  scope: 'project:write',
})

if (at.status === 'authenticated') {
  const tokens = at.exportTokens()
  const response = await fetch(apiUrl, {
    method: 'POST', // a Connect call has a body
    body: '{}',
    credentials: 'omit',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${tokens.accessToken}`,
    },
  })
  console.log('Own call:', await response.json())
}
