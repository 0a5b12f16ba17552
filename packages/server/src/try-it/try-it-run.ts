import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import { findCookie } from '../http/cookies.ts'
import type { HttpRequest } from '../http/http-message.ts'
import type { EpochSeconds } from '../ports/records.ts'
import { browserFormat, readOpaqueSecret } from '../secrets/opaque-secret.ts'
import type { ServerContext } from '../server-context.ts'

/** A flow that a developer runs in the console, as far as it has come. */
export interface TryItRun {
  readonly clientId: string
  readonly startedAt: EpochSeconds
  readonly scope: readonly string[]
  readonly stage: 'begun' | 'returned' | 'open' | 'ended'
  /** Empty where the platform knows no PKCE. */
  readonly codeVerifier: string
  readonly code: string
  readonly accessToken: string
  readonly refreshToken: string
}

const RUN_LIFETIME_SECONDS = 3600
const NONCE_BYTES = 12
const TAG_BYTES = 16
const LONGEST_RUN = 16_000

/**
 * Seals a run for the browser that it belongs to: nothing of it is kept here, and no other browser can go on with it, read it or make one.
 *
 * @returns base64url; `undefined` for a browser that holds no secret of ours.
 */
export function sealRun(context: ServerContext, request: HttpRequest, run: TryItRun): string | undefined {
  const key = findKey(context, request)
  if (key === undefined) return undefined
  const nonce = context.random(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const sealed = Buffer.concat([cipher.update(JSON.stringify(run), 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** Opens a run of this browser; `undefined` for what is none, is another's, or began more than an hour ago. */
export function openRun(context: ServerContext, request: HttpRequest, text: string | undefined): TryItRun | undefined {
  const key = findKey(context, request)
  if (key === undefined || text === undefined || text.length > LONGEST_RUN || !/^[\w-]+$/.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return undefined
  try {
    const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    cipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
    const plain = Buffer.concat([cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), cipher.final()])
    const run = readRun(JSON.parse(plain.toString('utf8')))
    return context.now() - run.startedAt <= RUN_LIFETIME_SECONDS ? run : undefined
  } catch {
    return undefined
  }
}

function findKey({ cookieNames }: ServerContext, request: HttpRequest): Buffer | undefined {
  const secret = findCookie(request, cookieNames.browser)
  if (secret === undefined || readOpaqueSecret(browserFormat, secret) === undefined) return undefined
  return Buffer.from(hkdfSync('sha256', secret, '', 'stagedoor try it v1', 32))
}

/** Only what we sealed gets here, but perhaps by an older version of this code. */
function readRun(value: unknown): TryItRun {
  const members: { readonly [name: string]: unknown } = typeof value === 'object' && value !== null ? { ...value } : {}
  const text = (name: string): string => {
    const member = members[name]
    return typeof member === 'string' ? member : ''
  }
  const { startedAt, scope } = members
  return {
    clientId: text('clientId'),
    startedAt: typeof startedAt === 'number' ? startedAt : 0,
    scope: Array.isArray(scope) ? scope.filter((token) => typeof token === 'string') : [],
    stage: STAGES.find((stage) => stage === members['stage']) ?? 'ended',
    codeVerifier: text('codeVerifier'),
    code: text('code'),
    accessToken: text('accessToken'),
    refreshToken: text('refreshToken'),
  }
}

const STAGES: readonly TryItRun['stage'][] = ['begun', 'returned', 'open', 'ended']
