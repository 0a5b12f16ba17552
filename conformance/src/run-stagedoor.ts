import { type AnnouncedPlatform, startStagedoor } from '../../tools/stagedoor-process.ts'

/** Every platform that `stagedoor dev` can be. */
export type PlatformId = 'standard' | 'audius' | 'audiotool' | 'audius-legacy' | 'soundcloud' | 'auphonic'

/** A running `stagedoor dev`, as a process of its own; `await using` ends it. */
export interface RunningStagedoor extends AsyncDisposable {
  /** Ends it as a power cut would: SIGKILL, no goodbye. */
  kill(): Promise<void>
  readonly url: string
  readonly control: string
  readonly platforms: Readonly<Record<PlatformId, AnnouncedPlatform>>
  /** Calls the control API. @throws when it answers with an error. */
  post(path: string, body: unknown): Promise<Record<string, unknown>>
  /** Registers a client (RFC 7591 metadata) and answers its id and secret. */
  register(
    platform: PlatformId,
    metadata: Readonly<Record<string, unknown>>,
  ): Promise<{ clientId: string; clientSecret: string | undefined }>
  /** Cookie header of a browser that is signed in and has allowed this. */
  signIn(platform: PlatformId, username: string, approve: readonly { clientId: string; scope: string }[]): Promise<string>
}

/** Starts the command on a free port with temporary data and waits for its ready line. */
export async function runStagedoor(args: readonly string[] = []): Promise<RunningStagedoor> {
  const { announcement, stop, kill } = await startStagedoor(['--port', '0', ...args])
  const { url, control } = announcement
  const find = (id: PlatformId): AnnouncedPlatform => {
    const platform = announcement.platforms[id]
    if (platform === undefined) throw new TypeError(`This stagedoor was started without ${id}.`)
    return platform
  }
  const post = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${control}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  return {
    url,
    control,
    platforms: lookUpLate(find),
    post,
    async register(platform, metadata) {
      const { client_id, client_secret } = await post(`${platform}/clients`, metadata)
      return { clientId: String(client_id), clientSecret: client_secret === undefined ? undefined : String(client_secret) }
    },
    async signIn(platform, username, approve) {
      return String((await post(`${platform}/sessions`, { username, approve })).cookie)
    },
    kill,
    [Symbol.asyncDispose]: stop,
  }
}

/** The platforms by id, each looked up when it is asked for: a test may run with some of them only. */
function lookUpLate(find: (id: PlatformId) => AnnouncedPlatform): RunningStagedoor['platforms'] {
  return {
    get standard() {
      return find('standard')
    },
    get audius() {
      return find('audius')
    },
    get audiotool() {
      return find('audiotool')
    },
    get 'audius-legacy'() {
      return find('audius-legacy')
    },
    get soundcloud() {
      return find('soundcloud')
    },
    get auphonic() {
      return find('auphonic')
    },
  }
}
