import { audius, type PlatformDescription, standard } from '@stagedoor/platforms'

/** The platforms that `stagedoor dev` runs, in the order it shows them. */
export const emulatedPlatforms: readonly PlatformDescription[] = [standard, audius]
