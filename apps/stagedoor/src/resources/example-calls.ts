import type { AnnouncedPlatform } from '../emulator/announcement.ts'

/** A line for a shell that works as it stands, to begin with. */
type ExampleCall = (platform: AnnouncedPlatform) => string

const byPlatform: ReadonlyMap<string, ExampleCall> = new Map<string, ExampleCall>([
  [
    'audiotool',
    ({ issuer, users }) =>
      `curl ${issuer}/audiotool.project.v1.ProjectService/ListProjects -H 'content-type: application/json' -H 'authorization: Bearer ${users[0]?.personalToken}' -d '{}'`,
  ],
  ['audius', ({ issuer }) => `curl '${issuer}/v1/users/handle/mira/tracks?app_name=example'`],
  ['audius-legacy', ({ issuer }) => `curl ${issuer}/health_check`],
  [
    'soundcloud',
    ({ issuer, clients: [app] }) => `curl ${issuer}/oauth/token -u ${app?.clientId}:${app?.clientSecret} -d grant_type=client_credentials`,
  ],
  ['auphonic', ({ issuer, users }) => `curl ${issuer}/api/productions.json -H 'Authorization: bearer ${users[0]?.personalToken}'`],
])

/** Writes the first call to try at a platform; where it has no samples, the one that describes it. */
export function writeExampleCall(platformId: string, platform: AnnouncedPlatform): string {
  return byPlatform.get(platformId)?.(platform) ?? `curl ${platform.issuer}/.well-known/oauth-authorization-server`
}
