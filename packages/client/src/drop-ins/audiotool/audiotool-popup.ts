import { POST_MESSAGE } from '../../client-context.ts'
import { webMessages } from '../../parts/web-messages.ts'
import { StagedoorError } from '../../stagedoor-error.ts'
import { type AuthenticatedClient, type BrowserOptions, openBrowserSession } from './browser-session.ts'

/** How an app signs people in by a window. */
export interface AudiotoolPopupOptions extends BrowserOptions {
  /** Only ever the page's own origin, which has to have a registered redirect URI: nobody else hears a window. */
  readonly targetOrigin?: string
  /** Aborting closes the window. */
  readonly signal?: AbortSignal
}

export type PopupAuthResult = AuthenticatedClient | { readonly status: 'unauthenticated'; readonly error: StagedoorError }

/** Signs in by the window the platform hosts. Call it first thing in a click handler: the window opens before anything is awaited. Never rejects. */
export async function audiotoolPopup({ targetOrigin, signal, ...options }: AudiotoolPopupOptions): Promise<PopupAuthResult> {
  try {
    const session = openBrowserSession({ ...options, redirectUri: POST_MESSAGE, with: [webMessages] })
    const { page } = session.context
    if (page !== null && new URL(page.url()).origin !== (targetOrigin ?? new URL(page.url()).origin))
      throw new StagedoorError('redirect_mismatch')
    await session.core.login({ display: 'popup', ...(signal && { signal }) })
    return await session.authenticate()
  } catch (error) {
    return {
      status: 'unauthenticated',
      error: error instanceof StagedoorError ? error : new StagedoorError('invalid_response', { cause: error }),
    }
  }
}
