import type { SignedInBrowser } from '../browser-session.ts'
import type { HttpRequest } from '../http/http-message.ts'
import { createPageFrame } from '../page-frame.ts'
import type { SiteFrame, SiteSection } from '../ports/site-frame.ts'
import type { ServerContext } from '../server-context.ts'

/** Collects what every page of the site needs. */
export function createSiteFrame(
  context: ServerContext,
  request: HttpRequest,
  { browser, ...rest }: Pick<SiteFrame, 'csrf' | 'notice' | 'section'> & { readonly browser: SignedInBrowser | undefined },
): SiteFrame {
  const { personalToken } = context.platform.resources
  return {
    ...createPageFrame(context, request, 'page'),
    display: 'page',
    ...rest,
    sections: SECTIONS.filter(
      (section) => (section !== 'tokens' || personalToken !== null) && (section !== 'account' || context.site?.accounts === undefined),
    ),
    ...(personalToken !== null && { tokenName: personalToken.name }),
    account: browser === undefined ? null : showAccount(browser),
    now: context.now(),
  }
}

const SECTIONS: readonly SiteSection[] = ['account', 'security', 'apps', 'tokens', 'developers']

function showAccount({ user: { name, username, pictureTemplate } }: SignedInBrowser): NonNullable<SiteFrame['account']> {
  return { name, username, picture: pictureTemplate?.replace('{size}', '150x150') ?? null }
}
