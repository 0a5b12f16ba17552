import type { Command, CommandGroup } from './command.ts'

/** Every command by its name, loaded when it is called: a server for real people never loads the emulator. A new one is a file and a row here. */
export const commands: ReadonlyMap<string, () => Promise<Command | CommandGroup>> = new Map<string, () => Promise<Command | CommandGroup>>([
  ['dev', async () => (await import('./dev.ts')).dev],
  ['run', async () => (await import('./run.ts')).run],
  ['serve', async () => (await import('./serve.ts')).serve],
  ['apps', async () => (await import('./apps.ts')).apps],
  ['users', async () => (await import('./users.ts')).users],
  ['keys', async () => (await import('./keys.ts')).keys],
  ['audit', async () => (await import('./audit.ts')).audit],
  ['vault', async () => (await import('./vault.ts')).vault],
  ['operator-token', async () => (await import('./operator-token.ts')).operatorToken],
])
