import { join } from 'node:path'
import { encodeBase64url } from '@stagedoor/protocol'
import { assembleClient } from '../assemble-client.ts'
import { clientSecrets } from '../parts/client-secrets.ts'
import type { SignInParts } from '../sign-in/sign-in-parts.ts'
import { StagedoorError } from '../stagedoor-error.ts'
import type { CliClient, CliClientOptions, SignInWay } from './cli-client.ts'
import { dataDirectory } from './runtime/data-directory.ts'
import { fileLock } from './runtime/file-lock.ts'
import { fileStorage } from './runtime/file-storage.ts'
import { nodeTerminal } from './runtime/node-terminal.ts'
import { signInByDevice } from './sign-in-by-device.ts'
import { type CliSignIn, signInByLoopback } from './sign-in-by-loopback.ts'
import { signInByPaste } from './sign-in-by-paste.ts'
import type { TerminalPort } from './terminal-port.ts'
import { watchLock } from './watch-lock.ts'

const WAYS: Readonly<Record<SignInWay, (signIn: CliSignIn) => Promise<void>>> = {
  loopback: signInByLoopback,
  device: signInByDevice,
  paste: signInByPaste,
}

/**
 * Makes a client for a command-line program. Touches neither files nor network.
 *
 * The session is kept between runs, in a file of the person's own, and shared by every process that runs your program: of several at once, one
 * refreshes. What a call began in the background is done when the call is, so a program may end as it likes.
 *
 * @throws {@link StagedoorError} `configuration`
 */
export function createCliClient(options: CliClientOptions): CliClient {
  const { program, redirectUri = 'http://127.0.0.1/callback', terminal = nodeTerminal, storage, lock, ...rest } = options
  const directory = dataDirectory(program)
  const watched = watchLock(lock ?? fileLock(directory))
  const { client, parts } = assembleClient({
    ...rest,
    with: [clientSecrets, ...(rest.with ?? [])],
    storage: storage ?? fileStorage(join(directory, 'sign-ins.json')),
    lock: watched,
    page: null,
    popup: null,
    channel: null,
  })
  const { getAccessToken, fetch, getProfile, restore } = client
  const whole =
    <A extends readonly unknown[], R>(call: (...args: A) => Promise<R>): ((...args: A) => Promise<R>) =>
    (...args) =>
      call(...args).finally(watched.settled)

  const acts: Pick<CliClient, 'getAccessToken' | 'fetch' | 'getProfile' | 'restore' | 'login'> = {
    getAccessToken: whole(getAccessToken),
    fetch: whole(fetch),
    getProfile: whole(getProfile),
    restore: whole(restore),
    async login(loginOptions = {}) {
      await checkStorage(parts)
      const by = loginOptions.by ?? decideWay(parts, terminal)
      await WAYS[by]({ parts, terminal, redirectUris: [redirectUri].flat(), options: loginOptions })
      return parts.keeper.state
    },
  }
  return Object.assign(client, acts)
}

function decideWay({ context }: SignInParts, terminal: TerminalPort): SignInWay {
  if (terminal.hasBrowser) return 'loopback'
  return context.platform.endpoints.deviceAuthorization === undefined ? 'paste' : 'device'
}

/** Before anybody is asked to sign in: what they would get must be kept. */
async function checkStorage({ context: { storage, namespace, random } }: SignInParts): Promise<void> {
  const key = `${namespace}/probe/${encodeBase64url(random(9))}`
  if (!((await storage.replace(key, null, 'probe')) && (await storage.replace(key, 'probe', null)))) {
    throw new StagedoorError('storage_unavailable')
  }
}
