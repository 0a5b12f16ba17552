import {
  type Attributes,
  type MeterProvider,
  metrics,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  type TracerProvider,
  trace,
} from '@opentelemetry/api'
import { systemClock } from '../runtime/system-clock.ts'
import type { Vault } from '../vault.ts'
import type { VaultEvents } from '../vault-events.ts'
import { codeAttributes, EARLY, errorAttributes, OUTCOME, PLATFORM, USER } from './attributes.ts'
import { createInstruments, type Instruments } from './create-instruments.ts'

/** Where observations go. */
export interface ObserveOptions {
  /** Default: the global one. */
  readonly tracerProvider?: TracerProvider
  /** Default: the global one. */
  readonly meterProvider?: MeterProvider
  /** Whether spans say whose connection it is, as `user.id`; default `false`. Metrics never do. */
  readonly userIds?: boolean
  /** The vault's own, where that was given one: spans of refreshes end when it says. Default: the time of this machine. */
  readonly clock?: { readonly now: () => number }
}

const NAME = '@stagedoor/vault'

interface Observing {
  readonly tracer: Tracer
  readonly instruments: Instruments
  readonly nowMs: () => number
  readonly who: (event: { readonly userId: string }) => Attributes
}

/**
 * Lets OpenTelemetry see what a vault does. No attribute has a secret, or a text of a platform, in it.
 *
 * - Spans: `stagedoor.vault.connect`, `stagedoor.vault.finish`, `stagedoor.vault.refresh_due` and `stagedoor.vault.rotate_keys` around what is
 *   called on the vault that this returns; `stagedoor.vault.refresh` and `stagedoor.vault.lease_wait` for each, whoever called for them.
 * - Metrics: see {@link Instruments}.
 *
 * A token that works is not observed: that is a read of the database, and your driver's own instrumentation shows it.
 *
 * @returns The same vault, to use in its place. Call this once for each vault.
 */
export function observeVault(vault: Vault, options: ObserveOptions = {}): Vault {
  const observing: Observing = {
    tracer: (options.tracerProvider ?? trace.getTracerProvider()).getTracer(NAME),
    instruments: createInstruments((options.meterProvider ?? metrics.getMeterProvider()).getMeter(NAME)),
    nowMs: () => (options.clock ?? systemClock).now() * 1000,
    who: ({ userId }) => (options.userIds === true ? { [USER]: userId } : {}),
  }
  observeRefreshes(vault, observing)
  observeConnections(vault, observing.instruments)
  return { ...vault, ...wrapActs(vault, observing) }
}

/** A refresh is known when it is over: its span is drawn then, below the span of whoever asked first. */
function observeRefreshes(vault: Vault, { tracer, instruments, nowMs, who }: Observing): void {
  const draw = (name: string, kind: SpanKind, { durationMs, attributes }: { durationMs: number; attributes: Attributes }): Span => {
    const end = nowMs()
    const span = tracer.startSpan(`stagedoor.vault.${name}`, { kind, attributes, startTime: end - durationMs })
    if ('error.type' in attributes) span.setStatus({ code: SpanStatusCode.ERROR })
    span.end(end)
    return span
  }
  const refreshed = (
    event: { readonly userId: string; readonly durationMs: number; readonly early: boolean },
    measured: Attributes,
  ): void => {
    instruments.refreshes.add(1, measured)
    instruments.refreshDuration.record(event.durationMs / 1000, measured)
    const attributes = { ...measured, [EARLY]: event.early, ...who(event) }
    draw('refresh', SpanKind.CLIENT, { durationMs: event.durationMs, attributes })
  }
  vault.on('refreshed', (event) => refreshed(event, { [PLATFORM]: event.platform, [OUTCOME]: 'refreshed' }))
  vault.on('refresh_failed', (event) =>
    refreshed(event, { [PLATFORM]: event.platform, [OUTCOME]: 'failed', ...codeAttributes(event.code) }),
  )
  vault.on('reauthorization_required', ({ userId, platform, code, refresh }: VaultEvents['reauthorization_required']) => {
    const measured = { [PLATFORM]: platform, ...codeAttributes(code) }
    instruments.reauthorizationRequired.add(1, measured)
    if (refresh !== null) refreshed({ userId, ...refresh }, { ...measured, [OUTCOME]: 'ended' })
  })
  vault.on('lease_waited', (event) => {
    const measured = { [PLATFORM]: event.platform }
    instruments.leaseWaits.record(event.durationMs / 1000, measured)
    draw('lease_wait', SpanKind.INTERNAL, { durationMs: event.durationMs, attributes: { ...measured, ...who(event) } })
  })
}

function observeConnections(vault: Vault, instruments: Instruments): void {
  vault.on('connected', ({ platform }) => instruments.connected.add(1, { [PLATFORM]: platform }))
  vault.on('disconnected', ({ platform, revoked }) =>
    instruments.disconnected.add(1, { [PLATFORM]: platform, [OUTCOME]: revoked ? 'revoked' : 'erased' }),
  )
  vault.on('record_unreadable', ({ code }) => instruments.unreadable.add(1, codeAttributes(code)))
}

/** The acts that an app calls for itself, each in a span that is active meanwhile: requests and queries inside them are its children. */
function wrapActs(vault: Vault, { tracer, instruments, who }: Observing): Pick<Vault, 'connect' | 'finish' | 'refreshDue' | 'rotateKeys'> {
  const within = <Result>(name: string, attributes: Attributes, act: (span: Span) => Promise<Result>): Promise<Result> =>
    tracer.startActiveSpan(`stagedoor.vault.${name}`, { attributes }, async (span) => {
      try {
        return await act(span)
      } catch (error) {
        span.setAttributes(errorAttributes(error)).setStatus({ code: SpanStatusCode.ERROR })
        throw error
      } finally {
        span.end()
      }
    })
  // An id that came with a request may be anything.
  const known = (id: string | undefined): Attributes => (vault.platforms.some((platform) => platform.id === id) ? { [PLATFORM]: id } : {})
  return {
    connect: (userId, platformId, options) =>
      within('connect', { ...known(platformId), ...(userId !== null && who({ userId })) }, () =>
        vault.connect(userId, platformId, options),
      ),
    finish: (reply, browser) =>
      within('finish', known(browser.platform), async (span) => {
        const finished = await vault.finish(reply, browser)
        span.setAttributes({ [PLATFORM]: finished.connection.platform, ...who(finished) })
        return finished
      }),
    refreshDue: (options) =>
      within('refresh_due', {}, async (span) => {
        try {
          const round = await vault.refreshDue(options)
          const { refreshed, failed, skipped, more } = round
          span.setAttributes({ 'stagedoor.refreshed': refreshed, 'stagedoor.failed': failed, 'stagedoor.skipped': skipped })
          instruments.rounds.add(1, { [OUTCOME]: more ? 'more' : 'done' })
          return round
        } catch (error) {
          instruments.rounds.add(1, { [OUTCOME]: 'failed', ...errorAttributes(error) })
          throw error
        }
      }),
    rotateKeys: (options) =>
      within('rotate_keys', {}, async (span) => {
        const rotation = await vault.rotateKeys(options)
        return span.setAttributes({ 'stagedoor.resealed': rotation.resealed, 'stagedoor.unreadable': rotation.unreadable }) && rotation
      }),
  }
}
