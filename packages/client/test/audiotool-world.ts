import { randomBytes } from 'node:crypto'
import { type AudiotoolOptions, type AuthenticatedClient, audiotool, type BrowserAuthResult } from '@stagedoor/client/audiotool'
import { audiotool as platform } from '@stagedoor/platforms'
import { sha256 } from '@stagedoor/protocol'
import { AuthorizationServerDouble } from './authorization-server-double.ts'
import { FakeClock, settle } from './fake-clock.ts'
import { FakeOrigin, FakePage, FakePopups } from './fake-origin.ts'

export const APP: string = 'http://127.0.0.1:5173/'
const RPC = 'https://rpc.audiotool.com/'

/** A page of the app, loaded: what `audiotool()` is called on. */
export interface AppPage {
  readonly page: FakePage
  readonly popups: FakePopups
  readonly options: AudiotoolOptions
  /** How often the page was shown anew. */
  readonly reloads: () => number
}

/** A browser, Audiotool, and a clock. */
export class AudiotoolWorld {
  readonly clock: FakeClock = new FakeClock()
  readonly origin: FakeOrigin = new FakeOrigin()
  readonly server: AuthorizationServerDouble = new AuthorizationServerDouble(platform)
  /** What a method answers to whoever has a good token; `{}` else. */
  readonly answers: Map<string, () => Response> = new Map([
    ['audiotool.auth.v1.AuthService/GetWhoami', () => Response.json({ whoami: { userName: 'users/mira' } })],
  ])

  /** Tokens are checked by the double, and the answer to a good one is ours. */
  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const answer = await this.server.fetch(input, init)
    const url = input instanceof Request ? input.url : String(input)
    if (!answer.ok || !url.startsWith(RPC)) return answer
    return this.answers.get(url.slice(RPC.length))?.() ?? Response.json({})
  }

  load(address: string = APP, more: Partial<AudiotoolOptions> = {}): AppPage {
    const page = new FakePage(address)
    const popups = new FakePopups()
    let reloads = 0
    const options: AudiotoolOptions = {
      clientId: 'bd496109-d9b4-4b6a-8519-8b6ce88b58c5',
      redirectUrl: APP,
      scope: 'project:write',
      storage: this.origin.storage(),
      fetch: this.fetch,
      clock: this.clock,
      random: (length) => new Uint8Array(randomBytes(length)),
      digest: sha256,
      lock: this.origin.lock,
      channel: this.origin.channel,
      page,
      popup: popups,
      reload: () => {
        reloads++
      },
      ...more,
    }
    return { page, popups, options, reloads: () => reloads }
  }

  /** Presses Login, and goes where the platform sends the browser. */
  async beginLogin(): Promise<string> {
    const { page, options } = this.load()
    const at = await audiotool(options)
    if (at.status === 'authenticated') throw new Error('Somebody is signed in already.')
    void at.login()
    await settle()
    return page.left[0] ?? ''
  }

  /** Signs in; the returned page is the one the platform came back to. */
  async signIn(): Promise<AppPage & { readonly at: AuthenticatedClient }> {
    const back = this.load(this.server.approve(await this.beginLogin()))
    return { ...back, at: authenticated(await audiotool(back.options)) }
  }

  /** What the storage holds, as one text. */
  stored(): string {
    return JSON.stringify([...this.origin.texts])
  }
}

/** @throws when nobody is signed in. */
export function authenticated(at: BrowserAuthResult): AuthenticatedClient {
  if (at.status === 'authenticated') return at
  throw new Error(`Nobody is signed in: ${at.error?.code}`)
}
