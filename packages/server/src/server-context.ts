import { type PlatformDescription, rebasePlatform } from '@stagedoor/platforms'
import { type AttemptRules, defaultAttemptRules } from './accounts/attempt-rules.ts'
import { type BackgroundWork, createBackgroundWork } from './background-work.ts'
import { createDpopGuard, type DpopGuard } from './dpop/dpop-guard.ts'
import { type CookieNames, cookieNames } from './http/cookies.ts'
import type { HttpRequest, HttpResponse } from './http/http-message.ts'
import type { AuthorizationServerOptions } from './options.ts'
import { createPersonalTokenUses, type PersonalTokenUses } from './personal-tokens/personal-token-uses.ts'
import type { EpochSeconds } from './ports/records.ts'
import type { FixedWindow } from './rate-limit/fixed-window.ts'
import { createReportSignatureCheck, type ReportSignatureCheck } from './secret-scanning/check-report-signature.ts'
import { createSecretUses, type SecretUses } from './secret-uses.ts'
import { createRandomPool } from './secrets/random-pool.ts'
import { createSignInRecorder, type SignInRecorder } from './sign-in-log/sign-in-recorder.ts'
import { createNewNameWindow } from './unregistered-client.ts'

/** The options, with what every endpoint derives from them worked out once. */
export interface ServerContext extends AuthorizationServerOptions {
  /** The description, moved to {@link AuthorizationServerOptions.baseUrl}. */
  readonly platform: PlatformDescription
  /** Path of the base URL without a trailing slash; empty at the root. */
  readonly basePath: string
  /** Origins under which this server's own forms are posted. */
  readonly ownOrigins: ReadonlySet<string>
  /** Whether cookies carry `Secure` and the `__Host-` prefix: the base URL is https. */
  readonly secureCookies: boolean
  readonly cookieNames: CookieNames
  /** Counts the names under which apps that are not registered come for the first time. */
  readonly newNames: FixedWindow
  /** `undefined` where every token is a bearer token. */
  readonly dpop: DpopGuard | undefined
  /** `undefined` where there is no site on which developers could read what it writes. */
  readonly signInRecorder: SignInRecorder | undefined
  readonly attemptRules: AttemptRules
  /** Checks who reports a secret that was found in public. */
  readonly checkReport: ReportSignatureCheck
  /** What goes on after its request was answered; the server waits for it when it closes. */
  readonly background: BackgroundWork
  /** When each client secret was last used. */
  readonly secretUses: SecretUses
  /** When each personal token was last used, and from where. */
  readonly personalTokenUses: PersonalTokenUses
  /** The clock in epoch seconds. */
  readonly now: () => EpochSeconds
}

/** An endpoint with its context bound; throws `OAuthError` or answers. */
export type Endpoint = (request: HttpRequest) => Promise<HttpResponse> | HttpResponse

/** Works out the context. @throws TypeError when the base URL, or a key of a secret scanner, is not one. */
export function createServerContext(options: AuthorizationServerOptions): ServerContext {
  const platform = rebasePlatform(options.platform, options.baseUrl)
  const base = new URL(platform.issuer)
  const surroundings = {
    platform,
    random: createRandomPool(options.random),
    basePath: base.pathname.replace(/\/+$/, ''),
    ownOrigins: new Set([base.origin, ...(options.aliasOrigins ?? [])]),
    now: () => Math.floor(options.clock() / 1000),
  }
  const background = createBackgroundWork()
  return {
    ...options,
    ...surroundings,
    baseUrl: platform.issuer,
    secureCookies: base.protocol === 'https:',
    cookieNames: cookieNames(platform.id, base),
    newNames: createNewNameWindow(),
    attemptRules: options.attemptRules ?? defaultAttemptRules,
    checkReport: createReportSignatureCheck(options.site?.scannerKeys ?? []),
    background,
    secretUses: createSecretUses({ ...surroundings, store: options.store, background }),
    personalTokenUses: createPersonalTokenUses({ ...surroundings, store: options.store, background }),
    dpop: createDpopGuard(surroundings),
    signInRecorder: options.site === undefined ? undefined : createSignInRecorder({ ...options, random: surroundings.random }),
  }
}
