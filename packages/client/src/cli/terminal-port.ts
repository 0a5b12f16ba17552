/** The terminal a person sits at. */
export interface TerminalPort {
  /** Whether a browser can be opened here, where this person sees it: not over SSH, not without a screen. */
  readonly hasBrowser: boolean
  /** Whether somebody can be asked: the input is a terminal. */
  readonly isInteractive: boolean
  /** Shows a text, beside the program's own output: that may go into a file. */
  say(text: string): void
  /** Asks for a line. Rejects when the signal aborts, or the input ends. */
  ask(question: string, signal?: AbortSignal): Promise<string>
  /** Opens a URL in the person's browser. `false`: nothing could be started. */
  openBrowser(url: string): Promise<boolean>
}
