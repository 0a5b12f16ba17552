import { audiotool } from '@stagedoor/client/audiotool'

const createButton = (text, onClick) => {
  const button = document.createElement('button')
  button.innerHTML = text
  button.addEventListener('click', onClick)
  document.body.appendChild(button)
}

const at = await audiotool({
  clientId: 'bd496109-d9b4-4b6a-8519-8b6ce88b58c5',
  redirectUrl: 'http://127.0.0.1:5173/',
  scope: 'project:write',
})

if (at.status === 'authenticated') {
  console.debug('Logged in as', at.userName)
  createButton('Logout', () => at.logout())

  // at IS the client - use it directly
  const projects = await at.projects.listProjects({})
  console.log('Projects:', projects)
} else if (at.status === 'unauthenticated') {
  if (at.error) {
    console.error('Auth error:', at.error)
  }
  console.debug('Logged out.')
  createButton('Login', () => at.login())
}
