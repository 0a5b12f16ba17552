import type { SampleResource, SampleResources } from './sample-resources.ts'

/** When an app gave `@audius/sdk` a key and no name, the SDK looks the name up. */
const findDeveloperApp: SampleResource = async (store, address) => {
  const client = await store.clients.find(address.toLowerCase().replace(/^0x/, ''))
  return client && { data: { address: `0x${client.id}`, name: client.name, description: '', image_url: null } }
}

/** What `@audius/sdk` asks for beside sign-in: `/health_check` as soon as it is created. */
export const audiusResources: SampleResources = new Map<string, SampleResource>([
  ['/health_check', () => ({ data: { service: 'discovery-node', healthy: true, version: '1.0.0' } })],
  ['/v1/developer_apps/', findDeveloperApp],
])
