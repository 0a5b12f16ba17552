import { spawn } from 'node:child_process'

/** A command that opens a URL, without its last argument: the URL. */
type Opener = readonly [command: string, ...args: readonly string[]]

const WINDOWS: Opener = ['rundll32.exe', 'url.dll,FileProtocolHandler']

/** Opens a URL in the person's browser, without a shell. `false`: nothing there could be started. */
export async function openBrowser(url: string): Promise<boolean> {
  for (const opener of openers()) if (await start(opener, url)) return true
  return false
}

/** Tells whether a browser opened here is seen by the person who typed: not at the other end of SSH, not without a screen. */
export function hasBrowser(): boolean {
  const { SSH_CONNECTION, SSH_TTY, BROWSER, DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME } = process.env
  if (SSH_CONNECTION || SSH_TTY) return false
  if (process.platform === 'darwin' || process.platform === 'win32') return true
  return Boolean(BROWSER || DISPLAY || WAYLAND_DISPLAY || WSL_DISTRO_NAME)
}

function openers(): readonly Opener[] {
  if (process.platform === 'darwin') return [['open']]
  if (process.platform === 'win32') return [WINDOWS]
  const { BROWSER } = process.env
  return [...(BROWSER ? [[BROWSER] as const] : []), ['xdg-open'], ['wslview'], WINDOWS]
}

function start([command, ...args]: Opener, url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true })
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
}
