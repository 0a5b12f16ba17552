import { createClient, type StagedoorClient, signedProfiles } from '@stagedoor/client'
import { audiotool, audius, audiusLegacy, type PlatformDescription, standard } from '@stagedoor/platforms'
import { clientIds } from './client-ids.ts'
import { emulator } from './emulator.ts'

/** One of the demo's sign-ins. */
export interface DemoPlatform {
  readonly description: PlatformDescription
  readonly client: StagedoorClient
  readonly scope: string
  /** What its API is asked for, in words and in code. */
  readonly apiCall: { readonly label: string; readonly send: (client: StagedoorClient) => Promise<unknown> }
}

const ids = {
  audiotool: import.meta.env.VITE_AUDIOTOOL_CLIENT_ID ?? clientIds.audiotool,
  audius: import.meta.env.VITE_AUDIUS_CLIENT_ID ?? clientIds.audius,
  audiusLegacy: import.meta.env.VITE_AUDIUS_LEGACY_CLIENT_ID ?? clientIds['audius-legacy'],
  standard: import.meta.env.VITE_STANDARD_CLIENT_ID ?? clientIds.standard,
}

const readMe: DemoPlatform['apiCall'] = {
  label: 'Call the API',
  send: async (client) => (await client.fetch(client.endpoints.userinfo)).json(),
}

const listProjects: DemoPlatform['apiCall'] = {
  label: 'Call the API',
  async send(client) {
    const address = new URL('/audiotool/audiotool.project.v1.ProjectService/ListProjects', emulator)
    const headers = { 'Content-Type': 'application/json', 'Connect-Protocol-Version': '1' }
    return (await client.fetch(address, { method: 'POST', headers, body: '{}' })).json()
  },
}

/** There is nothing to call in somebody's name: the platform only says again that the profile is true. */
const verifyProfile: DemoPlatform['apiCall'] = {
  label: 'Verify the profile',
  async send(client) {
    const { proof: _, ...profile } = await client.getProfile()
    return profile
  },
}

/** The same client code for all; `baseUrl` is what makes it speak to the emulator instead of the real platform. */
export const platforms: readonly DemoPlatform[] = [
  connect(audius, { clientId: ids.audius, scope: 'write', apiCall: readMe }),
  connect(standard, { clientId: ids.standard, scope: 'openid profile tracks:read', apiCall: readMe }),
  connect(audiotool, { clientId: ids.audiotool, scope: 'project:write', apiCall: listProjects }),
  connect(audiusLegacy, { clientId: ids.audiusLegacy, scope: 'read', apiCall: verifyProfile }),
]

interface Connection extends Pick<DemoPlatform, 'apiCall'> {
  readonly clientId: string
  readonly scope: string
}

function connect(description: PlatformDescription, { clientId, scope, apiCall }: Connection): DemoPlatform {
  const client = createClient({
    platform: description,
    baseUrl: `${emulator}/${description.id}`,
    clientId,
    redirectUri: new URL('/callback.html', location.href).href,
    scope,
    // Only what brings a signed profile in place of a code needs this.
    with: description.signedProfile === null ? [] : [signedProfiles],
    storage: 'local',
  })
  return { description, client, scope, apiCall }
}
