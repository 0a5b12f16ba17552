import { randomBytes } from 'node:crypto'
import { type AudiusSdk, type AudiusSdkConfig, type AudiusServices, sdk } from '@stagedoor/client/audius'
import { sha256 } from '@stagedoor/protocol'
import { FakePage, FakePopups } from './fake-origin.ts'
import { APP, CALLBACK, SignInWorld } from './sign-in-world.ts'

/** A tab, with an app in it that was written for `@audius/sdk`. */
export interface AudiusTab extends AudiusSdk {
  readonly page: FakePage
  readonly popups: FakePopups
}

/** A browser, Audius, and a clock. */
export class AudiusWorld extends SignInWorld {
  readonly config: AudiusSdkConfig = { appName: 'My App', apiKey: 'a-key', redirectUri: CALLBACK }

  /** The ports of one tab. */
  services(page: FakePage, popups: FakePopups = new FakePopups()): AudiusServices {
    return {
      page,
      popup: popups,
      fetch: this.server.fetch,
      clock: this.clock,
      random: (length) => new Uint8Array(randomBytes(length)),
      digest: sha256,
      lock: this.origin.lock,
      channel: this.origin.channel,
      storage: this.origin.storage(),
    }
  }

  open(address: string = APP, config: AudiusSdkConfig = this.config): AudiusTab {
    const page = new FakePage(address)
    const popups = new FakePopups()
    return { ...sdk({ ...config, services: { ...this.services(page, popups), ...config.services } }), page, popups }
  }

  /** The callback page inside the window that a tab opened, as the document writes it: without a redirect URI. */
  openCallback(address: string): AudiusTab {
    const tab = this.open(address, { appName: 'My App', apiKey: 'a-key' })
    tab.page.opener = true
    return tab
  }

  /** Signs in by popup; the returned tab is the app's. */
  async signedIn(): Promise<AudiusTab> {
    const tab = this.open()
    const login = tab.oauth.login()
    await this.openCallback(this.server.approve(tab.popups.opened[0] ?? '')).oauth.handleRedirect()
    await login
    return tab
  }
}
