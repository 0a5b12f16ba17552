import { createOperatorToken, digestOperatorToken } from '../admin/operator-token.ts'
import type { Command } from './command.ts'
import { readChoice } from './read-choice.ts'
import { UsageError } from './usage-error.ts'

/** `stagedoor operator-token`: a token for the admin API. Nothing is kept: the configuration holds its digest. */
export const operatorToken: Command = {
  name: 'operator-token',
  summary: 'Makes a token for the admin API of a served platform, and the line for its configuration.',
  options: {
    name: { value: '<name>', description: 'Who it is in the audit log: a person, or a program.' },
    access: { value: '<read|write>', description: 'Whether it may only look. Default: write.' },
    json: { description: 'Writes JSON for a program.' },
  },

  async run(options) {
    const name = options.find('name')
    if (name === undefined || !/^[\w.@-]{1,64}$/.test(name))
      throw new UsageError(
        'operator-token needs --name, of 1 to 64 letters, digits or any of . _ @ -: the audit log says it with every act.',
      )
    const access = readChoice(options, 'access', ['read', 'write']) ?? 'write'
    const token = createOperatorToken()
    const entry = { name, digest: Buffer.from(digestOperatorToken(token)).toString('base64url'), access }
    process.stdout.write(options.has('json') ? `${JSON.stringify({ token, entry })}\n` : describe(token, JSON.stringify(entry)))
    return 0
  },
}

function describe(token: string, entry: string): string {
  return [
    'The token, shown this once; keep it where secrets are kept:',
    `  ${token}`,
    '',
    'Its line for "operatorTokens" in stagedoor.config.json (then start the server again):',
    `  ${entry}`,
    '',
    'Use it as the header Authorization: Bearer …, or with --url and STAGEDOOR_OPERATOR_TOKEN_FILE.',
    '',
  ].join('\n')
}
