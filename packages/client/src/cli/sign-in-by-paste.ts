import { type AuthorizationResponse, parseAuthorizationResponse } from '@stagedoor/protocol'
import { redeem } from '../sign-in/redeem.ts'
import { startSignIn } from '../sign-in/start-sign-in.ts'
import { configurationError, StagedoorError } from '../stagedoor-error.ts'
import type { CliSignIn } from './sign-in-by-loopback.ts'

const TRIES = 5

/**
 * Signs in with a browser anywhere: the person brings back the address at which it ended.
 *
 * That address is on 127.0.0.1, where the browser's machine serves nothing, so the page does not load; its address is all that counts.
 */
export async function signInByPaste({ parts, terminal, redirectUris, options }: CliSignIn): Promise<void> {
  const { context } = parts
  if (!terminal.isInteractive) throw configurationError('The input is no terminal: nobody can paste anything.')
  const { url, pending } = startSignIn(context, { ...options, display: 'page', redirectUri: redirectUris[0] ?? '' })
  terminal.say(`Open this in a browser on any machine, and sign in to ${context.platform.name}:\n\n  ${url}\n`)
  terminal.say('The browser will then say that it cannot reach 127.0.0.1. That is as it should be.')
  for (let tries = 0; tries < TRIES; tries++) {
    const response = read(await ask(), context.responseParameter)
    if (response?.state === pending.state) return redeem(parts, pending, response)
    terminal.say(
      response === undefined
        ? 'That is not the whole address: it begins with http://127.0.0.1 and is long.'
        : 'That address is of another sign-in. Open the URL above.',
    )
  }
  throw new StagedoorError('state_mismatch')

  async function ask(): Promise<string> {
    try {
      return await terminal.ask('Paste the address it ended at: ', options.signal)
    } catch (cause) {
      throw new StagedoorError('cancelled', { cause })
    }
  }
}

/** Terminals and mail break long lines: no white space belongs to an address. */
function read(text: string, parameter: string): AuthorizationResponse | undefined {
  const address = text.replace(/\s+/g, '')
  return URL.canParse(address) ? parseAuthorizationResponse(address, parameter) : undefined
}
