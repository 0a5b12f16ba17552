import { audiusResources } from './audius.ts'

/** Sample answers by platform and path, for what an SDK asks besides signing in. */
const resources: Readonly<Record<string, ReadonlyMap<string, unknown>>> = { audius: audiusResources }

/** Finds the sample answer to a GET. @param path - With its query, which is not looked at. */
export function findResource(platformId: string, path: string): unknown {
  return resources[platformId]?.get(path.split('?')[0] ?? '')
}
