/**
 * Writes `packages/platforms/src/client/<id>.ts`, the part of a description that a client reads.
 *
 * Run it with `npm run client-platforms` after changing a description.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { audiotool, audius, audiusLegacy, auphonic, clientPlatform, soundcloud, standard } from '@stagedoor/platforms'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'packages', 'platforms', 'src', 'client')

mkdirSync(folder, { recursive: true })
for (const [name, description] of Object.entries({ audiotool, audius, audiusLegacy, auphonic, soundcloud, standard })) {
  writeFileSync(
    join(folder, `${description.id}.ts`),
    `import type { ClientPlatform } from '../client-platform.ts'

/** What a client knows of ${description.name}. Written by \`tools/write-client-platforms.ts\` from \`../${description.id}.ts\`: change that one. */
export const ${name}: ClientPlatform = ${JSON.stringify(clientPlatform(description), null, 2)}
`,
  )
}
execFileSync(join(root, 'node_modules', '.bin', 'biome'), ['check', '--write', folder], { cwd: root, stdio: 'inherit' })
