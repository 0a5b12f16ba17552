import { createHash } from 'node:crypto'
import type { HttpResponse } from '../http/http-message.ts'
import { PageProblem } from '../page-problem.ts'
import type { AppLogoPage } from '../ports/developer-pages.ts'
import type { LogoEncoder } from '../ports/logo-encoder.ts'
import { goTo, showPage } from '../site/site-answers.ts'
import { type AccountVisit, type AppVisit, appOfVisit } from './app-visit.ts'
import { recordAppAct } from './record-app-act.ts'

/** Largest file; the form around it has some bytes of its own. */
export const mostLogoBytes: number = 1024 * 1024
export const logoUploadLimit: number = mostLogoBytes + 16 * 1024

/** `GET /developers/apps/:clientId/logo`. */
export async function showLogo(visit: AccountVisit): Promise<HttpResponse> {
  return showLogoPage(visit, await appOfVisit(visit), null)
}

/** The answer to a form that is larger than it may be, of which no byte was looked at. */
export async function refuseLargeLogo(visit: AccountVisit): Promise<HttpResponse> {
  return showLogoPage(visit, await appOfVisit(visit), 'too_large')
}

/**
 * `POST /developers/apps/:clientId/logo`: takes a picture, or the picture away.
 *
 * What is kept is drawn anew from its pixels: nothing of the file that was sent ever reaches another browser.
 */
export async function changeLogo(visit: AccountVisit): Promise<HttpResponse> {
  const { context, parameters, files } = visit
  const found = await appOfVisit(visit)
  if (parameters.get('act') === 'remove') return saveLogo(visit, found, null)
  const file = files.get('logo')
  if (file === undefined) return showLogoPage(visit, found, 'missing')
  if (file.size > mostLogoBytes) return showLogoPage(visit, found, 'too_large')
  const encoded = await encoderOf(context.site?.logoEncoder).encode(new Uint8Array(await file.arrayBuffer()))
  return encoded.outcome === 'refused' ? showLogoPage(visit, found, encoded.reason) : saveLogo(visit, found, encoded.body)
}

function encoderOf(encoder: LogoEncoder | undefined): LogoEncoder {
  if (encoder === undefined) throw new PageProblem('page_unknown', { reason: 'logos_not_offered' })
  return encoder
}

async function saveLogo(visit: AccountVisit, { app: { client } }: AppVisit, body: Uint8Array | null): Promise<HttpResponse> {
  const digest = body && createHash('sha256').update(body).digest('hex')
  const logo = body && digest !== null ? { digest, contentType: 'image/webp' as const, body } : null
  const { outcome } = await visit.context.store.apps.setLogo(client.id, logo)
  if (outcome === 'unknown') return goTo(visit, '/developers', 'app_gone')
  await recordAppAct(visit, logo === null ? 'app.logo_removed' : 'app.logo_set', client.id, { digest })
  return goTo(visit, `/developers/apps/${encodeURIComponent(client.id)}/logo`, logo === null ? 'logo_removed' : 'logo_set')
}

const STATUS: Readonly<Record<NonNullable<AppLogoPage['problem']>, number>> = {
  missing: 400,
  too_large: 413,
  not_an_image: 422,
  too_many_pixels: 422,
  broken: 422,
  busy: 503,
}

function showLogoPage(visit: AccountVisit, { frame }: AppVisit, problem: AppLogoPage['problem']): HttpResponse {
  const html = visit.context.pages.developers.logo({ ...frame, maxBytes: mostLogoBytes, problem })
  return showPage(visit, html, { status: problem === null ? 200 : STATUS[problem] })
}
