import type { ClientMetadata } from '@stagedoor/protocol'
import { checkAppName, checkHomepage } from '../client-registration/check-app-text.ts'
import { decideRegistration, type Registration } from '../client-registration/decide-registration.ts'
import { RegistrationError } from '../client-registration/registration-problem.ts'
import type { AdminContext } from './admin-context.ts'

/** What an operator says of an app. */
export interface AppDescription {
  readonly name: string
  readonly homepage?: string | null
  readonly redirectUris: readonly string[]
  /** All that the platform has, when it is left out. */
  readonly scope?: readonly string[]
  readonly applicationType?: 'web' | 'native'
  readonly authenticationMethod?: 'none' | 'client_secret_basic' | 'client_secret_post'
}

/** Checks an app by the same rules as the developer portal. @throws RegistrationError with all that is wrong with its texts, or the first thing else. */
export function checkApp({ platform }: AdminContext, app: AppDescription): Registration & { readonly homepage: string | null } {
  const homepage = app.homepage?.trim() ?? ''
  const [problem, ...others] = [checkAppName(app.name), checkHomepage(homepage)].flatMap((found) => found ?? [])
  if (problem !== undefined) throw new RegistrationError([problem, ...others])
  const metadata: ClientMetadata = {
    client_name: app.name,
    redirect_uris: app.redirectUris,
    ...(app.scope !== undefined && { scope: app.scope.join(' ') }),
    ...(app.applicationType !== undefined && { application_type: app.applicationType }),
    ...(app.authenticationMethod !== undefined && { token_endpoint_auth_method: app.authenticationMethod }),
    ...(app.redirectUris.length === 0 && withoutPeople(platform.tokenRequest.grantTypes)),
  }
  return { ...decideRegistration(platform, metadata), homepage: homepage === '' ? null : homepage }
}

/** An app that signs nobody in needs nowhere to send them. */
function withoutPeople(grantTypes: readonly string[]): Pick<ClientMetadata, 'grant_types'> {
  const own = grantTypes.filter((type) => type === 'client_credentials')
  return own.length === 0 ? {} : { grant_types: own }
}
