import { audiotool, audius, audiusLegacy, auphonic, type PlatformDescription, soundcloud, standard } from '@stagedoor/platforms'

/**
 * The platforms that can be run on a laptop, in the order a person reads them.
 * On a host that two of them name, the first is at home and the second is a guest.
 */
export const knownPlatforms: readonly PlatformDescription[] = [standard, audiotool, audius, audiusLegacy, soundcloud, auphonic]
