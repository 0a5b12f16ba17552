import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { filterProblems } from '@arethetypeswrong/core/problems'
import { parseSync, Visitor } from 'vite'
import type { PackedPackage } from '../pack.ts'

/** How programs of today resolve us: we publish ES modules only, which CommonJS loads by `require` since Node 22. */
const RESOLUTIONS = ['node16-esm', 'bundler'] as const

/** Finds where types and code of a packed package do not belong together, as Are The Types Wrong sees it. */
export async function checkResolution({ manifest, tarball }: PackedPackage): Promise<string[]> {
  const result = await checkPackage(createPackageFromTarballData(readFileSync(tarball)), { excludeEntrypoints: [/\.(json|html|css)$/] })
  if (!result.types) return [`types of ${manifest.name}: none`]
  const found = RESOLUTIONS.flatMap((resolutionKind) =>
    // A tarball has no node_modules: what it imports from others is checked where it is installed.
    filterProblems(result, { resolutionKind }).map(
      (problem) => `types of ${manifest.name} (${resolutionKind}): ${JSON.stringify(problem)}`,
    ),
  )
  return [...new Set(found)]
}

/** Finds every `any` in the declarations of a built package: it would switch off the checks of whoever uses them. */
export function findAny({ manifest, folder }: PackedPackage): string[] {
  return globSync('dist/**/*.d.ts', { cwd: folder }).flatMap((path) => {
    const source = readFileSync(join(folder, path), 'utf8')
    const problems: string[] = []
    new Visitor({
      TSAnyKeyword: ({ start }) => {
        problems.push(`any in ${manifest.name}/${path}:${source.slice(0, start).split('\n').length}`)
      },
    }).visit(parseSync(path, source).program)
    return problems
  })
}
