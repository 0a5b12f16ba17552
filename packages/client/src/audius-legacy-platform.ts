import { audiusLegacy as described } from '@stagedoor/platforms/client'
import type { AppPlatform } from './client-options.ts'
import { signedProfiles } from './parts/signed-profiles.ts'

/** Audius as it was before 2026, with what its replies need. */
export const audiusLegacy: AppPlatform = { ...described, with: [signedProfiles] }
