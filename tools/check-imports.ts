/** The rules of the house that no linter knows: where imports may lead, no circles, the shape of files. */
import { join } from 'node:path'
import { checkHouse } from './house-rules/check-house.ts'

const { fileCount, violations } = checkHouse(join(import.meta.dirname, '..'))
for (const { path, line, message } of violations) process.stdout.write(`${path}:${line} ${message}\n`)
process.stdout.write(`${fileCount} files, ${violations.length} broken rules\n`)
process.exitCode = violations.length === 0 ? 0 : 1
