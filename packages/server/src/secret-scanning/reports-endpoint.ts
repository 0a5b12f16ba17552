import { PRIVATE_JSON_HEADERS } from '../http/api-headers.ts'
import { respondToError } from '../http/error-response.ts'
import { ClientGoneError, RequestRefusal } from '../http/request-refusal.ts'
import { createRateLimiter } from '../rate-limit/rate-limiter.ts'
import { sha256 } from '../secrets/sha256.ts'
import type { Endpoint } from '../server-context.ts'
import type { SiteContext } from '../site/site-context.ts'
import { endReportedSecret, type ReportedSecretStatus } from './end-reported-secret.ts'
import { parseSecretReports } from './secret-report.ts'

/** Path below the server's base URL. */
export const secretReportsPath = '/secret-scanning/reports'

const bodyLimit = 256 * 1024
const limits = [{ by: 'ip', requests: 60, windowSeconds: 3600, window: 'PT1H' }] as const

/** One answer; the secret is named by its SHA-256, base64, and never sent back. */
interface AnsweredReport {
  readonly token_hash: string
  readonly token_type: string | null
  readonly status: ReportedSecretStatus
  readonly label: 'true_positive' | 'false_positive'
}

/**
 * Makes `POST /secret-scanning/reports`: whoever finds secrets of this platform in public reports them here, and those that are good end at once.
 *
 * It tells of each whether it was good, never whose. Sixty requests an hour from one address, of a hundred secrets each; nothing that was sent
 * is logged.
 */
export function createSecretReportsEndpoint(context: SiteContext): Endpoint {
  const limit = createRateLimiter('secret-scanning-reports', limits)
  return async (request) => {
    try {
      limit({ clientId: '', remoteAddress: request.remoteAddress }, context.now())
      const body = await request.readBody(bodyLimit)
      if (body === 'too_large') throw new RequestRefusal(413, 'A report has at most 256 KiB.', { reason: 'body_too_large' })
      context.checkReport(request, body)
      const answers: AnsweredReport[] = []
      // One after the other: a report is no reason to keep sign-ins waiting.
      for (const { token, type } of parseSecretReports(body)) {
        const status = await endReportedSecret(context, { text: token, request })
        const label = status === 'unknown' ? 'false_positive' : 'true_positive'
        answers.push({ token_hash: sha256(token).toString('base64'), token_type: type, status, label })
      }
      return { status: 200, headers: PRIVATE_JSON_HEADERS, body: JSON.stringify(answers) }
    } catch (error) {
      if (error instanceof ClientGoneError) throw error
      return respondToError(error, { context, cors: false })
    }
  }
}
