import type { ChannelMessage, ChannelPort, LockPort, OpenPopup, PagePort, PopupPort, StoragePort } from '@stagedoor/client'

/** One browser on one origin: what its tabs share. */
export class FakeOrigin {
  readonly texts: Map<string, string> = new Map()
  readonly #storageListeners = new Map<object, (key: string) => void>()
  readonly #channelListeners = new Set<(message: ChannelMessage) => void>()
  readonly #locks = new Map<string, Promise<unknown>>()
  /** Everything that was said between tabs. */
  readonly said: ChannelMessage[] = []

  /** The storage as one tab sees it: told of the others' changes only. */
  storage(): StoragePort {
    const { texts } = this
    const tab = {}
    return {
      durable: true,
      read: (key) => texts.get(key) ?? null,
      replace: (key, expected, next) => {
        if ((texts.get(key) ?? null) !== expected) return false
        if (next === null) texts.delete(key)
        else texts.set(key, next)
        for (const [owner, listener] of this.#storageListeners) if (owner !== tab) listener(key)
        return true
      },
      keys: (prefix) => [...texts.keys()].filter((key) => key.startsWith(prefix)),
      subscribe: (listener) => {
        this.#storageListeners.set(tab, listener)
        return () => this.#storageListeners.delete(tab)
      },
    }
  }

  /** Delivers everything two times, as a browser with two working ways does. */
  readonly channel: ChannelPort = {
    listen: (listener) => {
      const hear = (message: ChannelMessage): void => listener(message, (answer) => this.channel.post(answer))
      this.#channelListeners.add(hear)
      return () => this.#channelListeners.delete(hear)
    },
    post: (message) => {
      this.said.push(message)
      for (const hear of [...this.#channelListeners]) for (let copy = 0; copy < 2; copy++) setImmediate(() => hear(message))
    },
  }

  readonly lock: LockPort = {
    withLock: <T>(name: string, task: () => Promise<T>): Promise<T> => {
      const mine = (this.#locks.get(name) ?? Promise.resolve()).then(task, task)
      this.#locks.set(name, mine)
      return mine
    },
  }
}

/** No lock at all: every tab for itself. */
export const noLock: LockPort = { withLock: (_name, task) => task() }

/** A page whose address bar, network and opener a test sets. */
export class FakePage implements PagePort {
  address: string
  online = true
  secure = true
  opener = false
  framed = false
  closed = false
  readonly left: string[] = []
  /** Brings the person back with the back button. */
  comeBack: () => void = () => undefined
  /** The person looks at the page again. */
  wake: () => void = () => undefined

  constructor(address: string) {
    this.address = address
  }
  url(): string {
    return this.address
  }
  replaceUrl(url: string): void {
    this.address = url
  }
  leave(url: string): Promise<void> {
    this.left.push(url)
    return new Promise((resolve) => {
      this.comeBack = resolve
    })
  }
  isSecure(): boolean {
    return this.secure
  }
  isOnline(): boolean {
    return this.online
  }
  hasOpener(): boolean {
    return this.opener
  }
  isFramed(): boolean {
    return this.framed
  }
  onWake(listener: () => void): () => void {
    this.wake = listener
    return () => {
      this.wake = () => undefined
    }
  }
  close(): void {
    this.closed = true
  }
}

/** Opens windows that a test closes. */
export class FakePopups implements PopupPort {
  blocked = false
  /** Windows that were opened, empty ones too. */
  windows = 0
  /** Where they were sent. */
  readonly opened: string[] = []
  seen: 'open' | 'perhaps' | 'gone' | 'lost' = 'open'
  closedByUs = 0
  focused = 0
  /** Posts a message as the window that was opened last. */
  post: (origin: string, data: unknown) => void = () => undefined

  open(): OpenPopup | null {
    if (this.blocked) return null
    this.windows++
    let closed = false
    const listeners: ((origin: string, data: unknown) => void)[] = []
    this.post = (origin, data) => {
      for (const listener of listeners) listener(origin, data)
    }
    return {
      presence: () => this.seen,
      show: (url) => {
        this.opened.push(url)
      },
      focus: () => {
        if (this.seen !== 'open' || closed) return false
        this.focused++
        return true
      },
      listen: (listener) => {
        listeners.push(listener)
      },
      close: () => {
        closed = true
        this.closedByUs++
      },
      release: () => undefined,
    }
  }
}
