import { tell } from './event-log.ts'
import { mountPlatformCard } from './platform-card.ts'
import { platforms } from './platforms.ts'

const main = document.querySelector('main')
if (main === null) throw new TypeError('The page has no <main>.')

for (const platform of platforms) {
  main.append(mountPlatformCard(platform))
  // A reload must not sign anyone out: restore reads what was kept and, if it must, refreshes.
  void platform.client.restore().then((session) => tell(`${platform.description.name}: restored, ${session.status}`))
}
