/** What the knobs say. */
export interface Knobs {
  readonly platform: string
  /** Of the platform's description in `@stagedoor/client`. */
  readonly importName: string
  readonly scope: string
  readonly label: string
  /** Attributes of the element, in order; an empty value stands for itself alone. */
  readonly attributes: readonly (readonly [name: string, value: string])[]
  readonly display: 'popup' | 'page'
  /** Whether the platform answers with a signed profile: a part of its own. */
  readonly signsProfiles: boolean
}

function names({ importName, signsProfiles }: Knobs): string {
  return ['createClient', importName, ...(signsProfiles ? ['signedProfiles'] : [])].sort().join(', ')
}

/** Writes the button as a page without a framework has it. */
export function writeHtml(knobs: Knobs): string {
  const attributes = knobs.attributes.map(([name, value]) => (value === '' ? ` ${name}` : ` ${name}="${escapeHtml(value)}"`)).join('')
  const part = knobs.signsProfiles ? '\n    with: [signedProfiles],' : ''
  const options = knobs.display === 'page' ? `\n  button.loginOptions = { display: 'page' }` : ''
  return `<stagedoor-button platform="${knobs.platform}"${attributes}>
  ${escapeHtml(knobs.label)}
</stagedoor-button>

<script type="module">
  import { ${names(knobs)} } from '@stagedoor/client'
  import { defineStagedoorButton } from '@stagedoor/client/button'

  const button = document.querySelector('stagedoor-button')
  button.client = createClient({
    platform: ${knobs.importName},
    clientId: 'YOUR_CLIENT_ID',
    redirectUri: 'https://yourapp.com/callback.html',
    scope: '${knobs.scope}',${part}
  })${options}
  defineStagedoorButton()
</script>`
}

/** Writes the button as a React app has it. */
export function writeReact(knobs: Knobs): string {
  const props = knobs.attributes.map(([name, value]) => {
    const prop = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
    return value === '' ? ` ${prop}` : ` ${prop}={${JSON.stringify(value)}}`
  })
  const part = knobs.signsProfiles ? '\n  with: [signedProfiles],' : ''
  const options = knobs.display === 'page' ? [" loginOptions={{ display: 'page' }}"] : []
  return `import { ${names(knobs)} } from '@stagedoor/client'
import { StagedoorButton, StagedoorProvider, useSession } from '@stagedoor/client/react'

const client = createClient({
  platform: ${knobs.importName},
  clientId: 'YOUR_CLIENT_ID',
  redirectUri: 'https://yourapp.com/callback.html',
  scope: '${knobs.scope}',${part}
})

export function App() {
  return <StagedoorProvider client={client}><Door /></StagedoorProvider>
}

function Door() {
  const session = useSession()
  if (session.status === 'authenticated') return <p>You are in.</p>
  return <StagedoorButton${[...props, ...options].join('')} />
}`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
