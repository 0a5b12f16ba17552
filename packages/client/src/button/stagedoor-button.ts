import type { LoginOptions, StagedoorClient } from '../stagedoor-client.ts'
import type { StagedoorError } from '../stagedoor-error.ts'
import type { ButtonWords } from './button-words.ts'

/**
 * How the last sign-in of a button goes. `blocked`: the next click goes on in this tab, where that can be. `cancelled`: also when the person did not
 * allow it. `done`: also when the reply came after it counted as cancelled.
 */
export type ButtonState = 'idle' | 'busy' | 'blocked' | 'cancelled' | 'error' | 'done'

/** What the event `stagedoor-change` tells; it bubbles. */
export interface ButtonChange {
  readonly state: ButtonState
  /** With `blocked`, `cancelled` and `error`. */
  readonly error: StagedoorError | undefined
}

/**
 * The element `<stagedoor-button>`. Its children show until it is defined, and not after.
 *
 * Attributes: `platform` (the id of one of ours, or a name), `size` (`small` 20, `medium` 28, `large` 40, `touch` 48 pixels high; default
 * `medium`), `corners` (`pill`), `custom-text`, `full-width`, `lang`. Colours: `--stagedoor-accent`, `--stagedoor-on-accent`. Slot `icon`;
 * parts `button` and `note`. The attribute `state` is its own to write.
 */
export interface StagedoorButton extends HTMLElement {
  /** Signs in. Without one a click throws a TypeError. */
  client: StagedoorClient | undefined
  /** For each sign-in: scope, display, `returnTo`, … */
  loginOptions: LoginOptions | undefined
  /** Replaces words, or speaks a language that is not built in. Set it before `client`. */
  words: Partial<ButtonWords> | undefined
  readonly state: ButtonState
}

declare global {
  interface HTMLElementTagNameMap {
    'stagedoor-button': StagedoorButton
  }
}
