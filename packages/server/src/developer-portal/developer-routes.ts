import type { ServerContext } from '../server-context.ts'
import type { SiteRoute } from '../site/site-route.ts'
import { changeLogo, logoUploadLimit, refuseLargeLogo, showLogo } from './app-logo.ts'
import { changeSecrets, showSecrets } from './app-secrets.ts'
import { changeTeam, showTeam } from './app-team.ts'
import { createApp, showNewApp } from './create-app.ts'
import { deleteApp, showDeleteApp } from './delete-app.ts'
import { saveApp, showAppForm } from './edit-app.ts'
import { answerInvitation, listApps } from './list-apps.ts'
import { showDirectory } from './show-directory.ts'

/**
 * Bytes of a form: room for all redirect URIs there may be, and as many too many. Read as a form with files is, without the limits
 * of protocol parameters: whatever somebody typed is shown to them again.
 */
const formLimit = 512 * 1024

/** The developer portal. A form is sent to the page it is on, so that who has to sign in first comes back to it. */
export function createDeveloperRoutes({ platform }: ServerContext): readonly SiteRoute[] {
  const open = { section: 'developers', access: 'signed_in', uploadLimit: formLimit } as const
  const careful = { ...open, access: 'recently_signed_in' } as const
  const app = '/developers/apps/:clientId'
  const directory: SiteRoute = { method: 'GET', path: '/apps', section: null, access: 'anyone', answer: showDirectory }
  return [
    { ...open, method: 'GET', path: '/developers', answer: listApps },
    { ...open, method: 'POST', path: '/developers', answer: answerInvitation },
    { ...open, method: 'GET', path: '/developers/apps/new', answer: showNewApp },
    { ...open, method: 'POST', path: '/developers/apps/new', answer: createApp },
    { ...open, method: 'GET', path: app, answer: showAppForm },
    { ...open, method: 'POST', path: app, answer: saveApp },
    { ...open, method: 'GET', path: `${app}/secrets`, answer: showSecrets },
    { ...careful, method: 'POST', path: `${app}/secrets`, answer: changeSecrets },
    { ...open, method: 'GET', path: `${app}/logo`, answer: showLogo },
    { ...open, method: 'POST', path: `${app}/logo`, answer: changeLogo, uploadLimit: logoUploadLimit, answerTooLarge: refuseLargeLogo },
    { ...open, method: 'GET', path: `${app}/team`, answer: showTeam },
    { ...careful, method: 'POST', path: `${app}/team`, answer: changeTeam },
    { ...careful, method: 'GET', path: `${app}/delete`, answer: showDeleteApp },
    { ...careful, method: 'POST', path: `${app}/delete`, answer: deleteApp },
    ...(platform.portal?.listing == null ? [] : [directory]),
  ]
}
