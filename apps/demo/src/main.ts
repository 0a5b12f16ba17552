import { createBackendCard } from './backend-card.ts'
import { backendPlatforms } from './backend-platforms.ts'
import { tell } from './event-log.ts'
import { mountPlatformCard } from './platform-card.ts'
import { platforms } from './platforms.ts'

// The demo is registered under the address, not under its name: Audiotool takes no `localhost` at all.
if (location.hostname === 'localhost') location.replace(location.href.replace('//localhost', '//127.0.0.1'))

const main = document.querySelector('main')
if (main === null) throw new TypeError('The page has no <main>.')

const restored = {
  authenticated: 'still signed in',
  unauthenticated: 'nobody is signed in',
  unknown: 'somebody is signed in, but the platform cannot be asked right now',
} as const

for (const platform of platforms) {
  main.append(mountPlatformCard(platform))
  // A reload must not sign anyone out: restore reads what was kept and, if it must, refreshes.
  void platform.client.restore().then((session) => tell(`${platform.description.name}: ${restored[session.status]}`))
}

main.append(...backendPlatforms.map(createBackendCard))
