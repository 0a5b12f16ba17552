import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { audius as audiusDescription, soundcloud as soundcloudDescription } from '@stagedoor/platforms'
import { audius, soundcloud, type Vault } from '@stagedoor/vault'
import { createPlatformControl, type Emulator, type PlatformControl, startEmulator } from 'stagedoor/emulator'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from './index.ts'
import { openVault } from './vault.ts'

const HOUR = 3600
const DAY = 24 * HOUR
const START = 1_790_000_000
const USER = '67a391e61cc9342bf0b895b1'
const KEYS = `k1:${Buffer.alloc(32, 3).toString('base64url')}`

/** The app and its platforms, each of which can be started again over what it has written; all on one clock. */
class Year {
  now = START
  readonly counts = { consents: 0, refreshed: 0, failed: 0, reauthorizations: 0 }
  /** Token requests of platforms that have been stopped since. */
  #earlierRequests = 0
  readonly #folder = mkdtempSync(join(tmpdir(), 'stagedoor-year-'))
  #emulator: Emulator | undefined
  #vault: Vault | undefined
  #server: Server | undefined
  #app: ReturnType<typeof createApp> | undefined
  #credentials: { readonly id: string; readonly secret: string | undefined } = { id: '', secret: undefined }
  origin = ''

  async start(): Promise<void> {
    this.#server = createServer((request, response) => this.#app?.(request, response))
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve))
    const address = this.#server.address()
    this.origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
    await this.startPlatforms()
    const { client_id: id, client_secret: secret } = await this.control('soundcloud').registerClient({
      client_name: 'Connect App',
      redirect_uris: [`${this.origin}/soundcloud/token`],
    })
    this.#credentials = { id, secret }
    this.startApp()
  }

  async startPlatforms(): Promise<void> {
    const port = this.#emulator === undefined ? 0 : Number(new URL(this.#emulator.announcement.url).port)
    this.#emulator = await startEmulator({
      port,
      platforms: [soundcloudDescription, audiusDescription],
      dataDirectory: join(this.#folder, 'platforms'),
      clock: { startAt: this.now, isFrozen: true },
    })
  }

  async stopPlatforms(): Promise<void> {
    this.#earlierRequests = this.tokenRequests
    await this.#emulator?.close()
  }

  /** Opens the vault anew, as a deployment does. */
  startApp(): void {
    const api = this.urlOf('soundcloud')
    const environment = {
      VAULT_DATABASE: join(this.#folder, 'vault.db'),
      STAGEDOOR_VAULT_KEYS: KEYS,
      SOUNDCLOUD_CLIENT_ID: this.#credentials.id,
      SOUNDCLOUD_CLIENT_SECRET: this.#credentials.secret,
      SOUNDCLOUD_REDIRECT_URI: `${this.origin}/soundcloud/token`,
      SOUNDCLOUD_URL: api,
    }
    const after = (delayMs: number, task: () => void): (() => void) => {
      const timer = setTimeout(task, delayMs)
      return () => clearTimeout(timer)
    }
    const demo = this.#emulator?.announcement.platforms['audius']?.clients[0]
    const others = audius({ clientId: demo?.clientId, redirectUri: demo?.redirectUris[0], baseUrl: this.urlOf('audius') })
    const own = soundcloud({
      clientId: environment.SOUNDCLOUD_CLIENT_ID,
      clientSecret: environment.SOUNDCLOUD_CLIENT_SECRET,
      redirectUri: environment.SOUNDCLOUD_REDIRECT_URI,
      baseUrl: api,
    })
    this.#vault = openVault(environment, { platforms: [own, others], clock: { now: () => this.now, after } })
    this.#vault.on('refreshed', () => this.counts.refreshed++)
    this.#vault.on('refresh_failed', () => this.counts.failed++)
    this.#vault.on('reauthorization_required', () => this.counts.reauthorizations++)
    this.#app = createApp({ vault: this.#vault, api, userIdOf: () => USER })
  }

  async restartApp(): Promise<void> {
    await this.#vault?.close()
    this.startApp()
  }

  get vault(): Vault {
    if (this.#vault === undefined) throw new TypeError('Not started.')
    return this.#vault
  }

  control(id: string): PlatformControl {
    const hosted = this.#emulator?.platforms.find(({ description }) => description.id === id)
    if (hosted === undefined) throw new TypeError(`${id} does not run.`)
    return createPlatformControl(hosted)
  }

  urlOf(id: string): string {
    return this.#emulator?.announcement.platforms[id]?.issuer ?? ''
  }

  get tokenRequests(): number {
    const requests = ['soundcloud', 'audius'].flatMap((id) => this.control(id).requests({ limit: 10_000 }))
    return this.#earlierRequests + requests.filter(({ endpoint }) => endpoint === 'token').length
  }

  move(seconds: number): void {
    this.now += seconds
    this.#emulator?.clock.advance(seconds)
  }

  /** The person presses the platform's button: where their browser comes back to. */
  async consent(id: string, url: string, clientId: string): Promise<string> {
    this.counts.consents++
    const scope = new URL(url).searchParams.get('scope') ?? ''
    const cookie = await this.control(id).openSession('mira', { approve: [{ clientId, scope }] })
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
    return response.headers.get('location') ?? ''
  }

  /** The document's way, through the routes. */
  async connectSoundcloud(): Promise<number> {
    const begun = await fetch(`${this.origin}/soundcloud/connect`, { redirect: 'manual' })
    const reply = await this.consent('soundcloud', begun.headers.get('location') ?? '', this.#credentials.id)
    const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    return (await fetch(reply, { headers: { cookie } })).status
  }

  async connectAudius(): Promise<void> {
    const { url, binding } = await this.vault.connect(USER, 'audius')
    const reply = await this.consent('audius', url, new URL(url).searchParams.get('api_key') ?? '')
    await this.vault.finish(reply, { userId: USER, binding })
  }

  async me(): Promise<{ readonly status: number; readonly body: unknown }> {
    const response = await fetch(`${this.origin}/soundcloud/me`)
    return { status: response.status, body: await response.json() }
  }

  async end(): Promise<void> {
    await this.#vault?.close()
    this.#server?.closeAllConnections()
    this.#server?.close()
    await this.#emulator?.close()
    rmSync(this.#folder, { recursive: true })
  }
}

describe('the SoundCloud document with a vault', () => {
  let year: Year
  beforeEach(async () => {
    year = new Year()
    await year.start()
  })
  afterEach(() => year.end())

  it('connects once and works for a year: used every hour, left alone for months, through restarts and outages', async () => {
    let [needed, refreshedAt] = [0, year.now]
    const use = async (): Promise<void> => {
      if (year.now - refreshedAt >= HOUR) [needed, refreshedAt] = [needed + 1, year.now]
      expect(await year.me()).toMatchObject({ status: 200, body: { username: 'Mira Okafor' } })
    }
    /** Days on which nobody comes: the app looks once a day what is about to lapse. */
    const sleep = async (days: number): Promise<void> => {
      for (let day = 0; day < days; day++) {
        year.move(DAY)
        if (year.now - refreshedAt >= 7 * DAY) [needed, refreshedAt] = [needed + 1, year.now]
        await year.vault.refreshDue()
      }
    }
    expect(await year.connectSoundcloud()).toBe(201)
    for (let hour = 0; hour < 48; hour++) {
      year.move(HOUR + 60)
      await Promise.all([use(), use()])
    }
    await sleep(60)
    await use()

    // The platform is down for three days, first answering 503, then not at all; then the app is deployed anew.
    await year.control('soundcloud').addFault({ kind: 'server_error', endpoint: 'token' })
    year.move(8 * DAY)
    expect(await year.me()).toMatchObject({ status: 503, body: { code: 'provider_unavailable' } })
    await year.stopPlatforms()
    year.move(2 * DAY)
    await year.vault.refreshDue()
    expect((await year.me()).status).toBe(503)
    await year.startPlatforms()
    await year.restartApp()
    await use()

    await sleep(290)
    await use()
    await use()

    expect(year.now - START).toBeGreaterThan(360 * DAY)
    expect(year.counts).toMatchObject({ consents: 1, refreshed: needed, reauthorizations: 0 })
    // One for the code, one for each 503; what found nobody there was no request.
    expect(year.tokenRequests).toBe(1 + needed + 1)
    expect(needed).toBeGreaterThan(48 + 290 / 7)
  })

  it('keeps an Audius connection, whose refresh tokens lapse after thirty days, for who does not come for three months', async () => {
    await year.connectAudius()
    for (let day = 0; day < 92; day++) {
      year.move(DAY)
      await year.vault.refreshDue()
    }
    const connection = await year.vault.connection(USER, 'audius')
    expect(await connection.test()).toMatchObject({ handle: 'mira' })
    expect(year.counts).toMatchObject({ consents: 1, reauthorizations: 0 })
    expect(year.counts.refreshed).toBeLessThanOrEqual(92 / 7 + 1)
    expect(year.tokenRequests).toBe(1 + year.counts.refreshed)

    // Nobody looks any more.
    year.move(92 * DAY)
    await expect(connection.getAccessToken()).rejects.toMatchObject({ code: 'session_ended' })
  })

  it('answers who has not connected, and who has disconnected, with the button', async () => {
    expect(await year.me()).toMatchObject({ status: 401, body: { code: 'not_signed_in' } })
    await year.connectSoundcloud()
    const answer = await fetch(`${year.origin}/soundcloud/disconnect`, { method: 'POST' })
    expect(await answer.json()).toEqual({ revoked: true })
    expect(await year.me()).toMatchObject({ status: 401, body: { code: 'not_signed_in' } })
    expect((await fetch(`${year.origin}/soundcloud/token?code=made-up&state=x`)).status).toBe(500)
  })
})
