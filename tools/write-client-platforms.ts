/**
 * Writes `packages/platforms/src/client/<id>.ts`, the part of a description that a client reads, and beside them in `profiles.ts` what is
 * loaded only by who asks for a profile.
 *
 * Run it with `npm run client-platforms` after changing a description.
 */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { audiotool, audius, audiusLegacy, auphonic, clientPlatform, soundcloud, standard } from '@stagedoor/platforms'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'packages', 'platforms', 'src', 'client')
const profiles = [`import type { ClientProfile } from '../client-platform.ts'\n`]

for (const [name, description] of Object.entries({ audiotool, audius, audiusLegacy, auphonic, soundcloud, standard })) {
  const { profile, ...rest } = clientPlatform(description)
  const origin = `Written by \`tools/write-client-platforms.ts\` from \`${description.id}.ts\`: change that one.`
  profiles.push(`
/** Where a profile of ${description.name} says what. ${origin} */
export const ${name}: ClientProfile = ${JSON.stringify(profile, null, 2)}
`)
  writeFileSync(
    join(folder, `${description.id}.ts`),
    `import type { ClientPlatform } from '../client-platform.ts'

/** What a client knows of ${description.name}. ${origin} */
export const ${name}: ClientPlatform = ${JSON.stringify({ ...rest, profile: name }, null, 2)}
`,
  )
}
writeFileSync(join(folder, 'profiles.ts'), profiles.join(''))
execFileSync(join(root, 'node_modules', '.bin', 'biome'), ['check', '--write', folder], { cwd: root, stdio: 'inherit' })
