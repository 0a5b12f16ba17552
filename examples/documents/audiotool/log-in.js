import { audiotool } from '@stagedoor/client/audiotool'

const at = await audiotool({
  clientId: 'bd496109-d9b4-4b6a-8519-8b6ce88b58c5', // hardcode this — it's not a secret
  redirectUrl: 'http://127.0.0.1:5173/',
  scope: 'project:write',
})

if (at.status === 'authenticated') {
  // at IS the client - use it directly
  console.log(`Logged in as ${at.userName}`)
  const projects = await at.projects.listProjects({})
  console.log('Projects:', projects)
} else if (at.status === 'unauthenticated') {
  if (at.error) {
    console.error('Auth error:', at.error)
  }
  console.log('Not logged in')
}
