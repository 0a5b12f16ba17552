/** `@audius/sdk` asks this as soon as it is created and only logs what it hears. */
export const audiusResources: ReadonlyMap<string, unknown> = new Map([
  ['/health_check', { data: { healthy: true, service: 'discovery-node', version: '1.0.0' } }],
])
