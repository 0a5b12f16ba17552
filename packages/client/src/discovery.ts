export { type DiscoverOptions, discover } from './discovery/discover.ts'
export { endSessionUrl } from './discovery/end-session-url.ts'
export { type DiscoveredPlatform, type MetadataOptions, platformFromMetadata } from './discovery/platform-from-metadata.ts'
