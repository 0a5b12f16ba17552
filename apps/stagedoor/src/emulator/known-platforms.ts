import { audius, type PlatformDescription, standard } from '@stagedoor/platforms'

/** The platforms that can be run on a laptop, in the order a person reads them. */
export const knownPlatforms: readonly PlatformDescription[] = [standard, audius]
