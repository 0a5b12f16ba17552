import { browserChannel } from '../runtime/browser-channel.ts'
import { relayReply } from './relay-reply.ts'

/** Starts the shipped callback page in the browser window it is loaded in. */
export function start(): void {
  relayReply({
    url: location.href,
    home: document.querySelector<HTMLMetaElement>('meta[name=stagedoor-home]')?.content ?? '/',
    channel: browserChannel,
    stored: [...entriesOf(() => localStorage), ...entriesOf(() => sessionStorage)],
    replaceUrl: (url) => history.replaceState(null, '', url),
    goTo: (url) => location.replace(url),
    close: () => close(),
    show(sentence) {
      const status = document.getElementById('status')
      if (status !== null) status.textContent = sentence
    },
    after: (delayMs, task) => void setTimeout(task, delayMs),
  })
}

function entriesOf(storage: () => Storage): readonly (readonly [string, string])[] {
  try {
    return Object.entries(storage())
  } catch {
    return [] // blocked: the channel is left, and the app's home page
  }
}
