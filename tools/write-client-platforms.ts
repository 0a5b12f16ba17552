/**
 * Writes `packages/platforms/src/client/<id>.ts`, the part of a description that a client reads, and beside it in `profiles` what is loaded
 * only by who asks for a profile.
 *
 * Run it with `npm run client-platforms` after changing a description.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { audiotool, audius, audiusLegacy, auphonic, clientPlatform, soundcloud, standard } from '@stagedoor/platforms'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'packages', 'platforms', 'src', 'client')

mkdirSync(join(folder, 'profiles'), { recursive: true })
for (const [name, description] of Object.entries({ audiotool, audius, audiusLegacy, auphonic, soundcloud, standard })) {
  const { profile, ...rest } = clientPlatform(description)
  const origin = `Written by \`tools/write-client-platforms.ts\` from \`${description.id}.ts\`: change that one.`
  writeFileSync(
    join(folder, `${description.id}.ts`),
    `import type { ClientPlatform } from '../client-platform.ts'

/** What a client knows of ${description.name}. ${origin} */
export const ${name}: ClientPlatform = {
  ...${JSON.stringify(rest, null, 2)},
  profile: async () => (await import('./profiles/${description.id}.ts')).profile,
}
`.replace(/\.\.\.\{([\s\S]*)\n\},\n {2}profile/, '$1,\n  profile'),
  )
  writeFileSync(
    join(folder, 'profiles', `${description.id}.ts`),
    `import type { ClientProfile } from '../../client-platform.ts'

/** Where a profile of ${description.name} says what. ${origin} */
export const profile: ClientProfile = ${JSON.stringify(profile, null, 2)}
`,
  )
}
execFileSync(join(root, 'node_modules', '.bin', 'biome'), ['check', '--write', folder], { cwd: root, stdio: 'inherit' })
