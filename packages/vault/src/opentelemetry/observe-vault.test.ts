import { readFileSync } from 'node:fs'
import { context, createNoopMeter, trace } from '@opentelemetry/api'
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { describe, expect, it, vi } from 'vitest'
import { tokenOf, VaultWorld } from '../../test/vault-world.ts'
import type { Vault, VaultOptions } from '../index.ts'
import { createInstruments } from './create-instruments.ts'
import { type ObserveOptions, observeVault } from './index.ts'

/** A vault that the real SDK looks at, and what that saw. */
class Observed implements AsyncDisposable {
  readonly world: VaultWorld = new VaultWorld()
  readonly #spans = new InMemorySpanExporter()
  readonly #metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  readonly #tracers = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(this.#spans)] })
  readonly #meters = new MeterProvider({
    readers: [new PeriodicExportingMetricReader({ exporter: this.#metrics, exportIntervalMillis: 3_600_000 })],
  })

  process(options: Partial<VaultOptions> = {}, observe: ObserveOptions = {}): Vault {
    const { clock } = this.world
    return observeVault(this.world.process(options), { tracerProvider: this.#tracers, meterProvider: this.#meters, clock, ...observe })
  }

  spans(name: string): { attributes: object; seconds: number; isError: boolean }[] {
    return this.#spans
      .getFinishedSpans()
      .filter((span) => span.name === `stagedoor.vault.${name}`)
      .map(({ attributes, duration, status }) => ({ attributes, seconds: duration[0], isError: status.code === 2 }))
  }

  async points(name: string): Promise<unknown[]> {
    await this.#meters.forceFlush()
    const metrics =
      this.#metrics
        .getMetrics()
        .at(-1)
        ?.scopeMetrics.flatMap((scope) => scope.metrics) ?? []
    return metrics
      .filter(({ descriptor }) => descriptor.name === `stagedoor.vault.${name}`)
      .flatMap(({ dataPoints }) => dataPoints.map(({ attributes, value }) => ({ ...attributes, value })))
  }

  /** All that would leave the machine. */
  async everything(): Promise<string> {
    await this.#meters.forceFlush()
    const spans = this.#spans.getFinishedSpans().map(({ name, attributes, events, status }) => ({ name, attributes, events, status }))
    return JSON.stringify([spans, this.#metrics.getMetrics().map(({ scopeMetrics }) => scopeMetrics)])
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#meters.shutdown()
    await this.#tracers.shutdown()
    await this.world[Symbol.asyncDispose]()
  }
}

describe('observeVault', () => {
  it('counts and measures each refresh, by platform and how it ended', async () => {
    await using observed = new Observed()
    const { world } = observed
    const vault = observed.process()
    await world.connect(vault)
    await world.clock.advance(3700)
    await tokenOf(vault)
    world.platform.faults.push(new Response('<html>', { status: 503 }))
    await world.clock.advance(3700)
    await expect(tokenOf(vault)).rejects.toMatchObject({ code: 'provider_unavailable' })
    world.platform.endAll()
    await world.clock.advance(3700)
    await expect(tokenOf(vault)).rejects.toMatchObject({ code: 'session_ended' })

    const platform = { 'stagedoor.platform': 'platform' }
    const ended = { ...platform, 'error.type': 'session_ended', value: 1 }
    expect(await observed.points('refreshes')).toEqual([
      { ...platform, 'stagedoor.outcome': 'refreshed', value: 1 },
      { ...platform, 'stagedoor.outcome': 'failed', 'error.type': 'provider_unavailable', value: 1 },
      { ...ended, 'stagedoor.outcome': 'ended' },
    ])
    expect(await observed.points('connections.reauthorization_required')).toEqual([ended])
    expect(await observed.points('connections.connected')).toEqual([{ ...platform, value: 1 }])
    expect(observed.spans('refresh').map(({ isError }) => isError)).toEqual([false, true, true])
  })

  it('draws a refresh as long as the platform took, and whether there was time', async () => {
    await using observed = new Observed()
    const { world } = observed
    const vault = observed.process()
    await world.connect(vault)
    await world.clock.advance(3700)
    const answer = Promise.withResolvers<void>()
    world.platform.hold = answer.promise
    const token = tokenOf(vault)
    await world.clock.advance(7)
    answer.resolve()
    await token

    expect(observed.spans('refresh')).toMatchObject([{ seconds: 7, attributes: { 'stagedoor.early': false }, isError: false }])
    expect(await observed.points('refresh.duration')).toMatchObject([{ value: { sum: 7, count: 1 } }])
  })

  it('shows who waited for another process, and for how long', async () => {
    await using observed = new Observed()
    const { world } = observed
    const [holder, waiting] = [world.process(), observed.process()]
    await world.connect(holder)
    await world.clock.advance(3700)
    const answer = Promise.withResolvers<void>()
    world.platform.hold = answer.promise
    const tokens = [tokenOf(holder)]
    await world.clock.advance(0)
    tokens.push(tokenOf(waiting))
    await world.clock.advance(5)
    answer.resolve()
    await world.clock.advance(2)
    await Promise.all(tokens)

    const [wait] = observed.spans('lease_wait')
    expect(wait?.seconds).toBeGreaterThanOrEqual(5)
    expect(await observed.points('lease.waits')).toMatchObject([{ 'stagedoor.platform': 'platform', value: { count: 1 } }])
    expect(await observed.points('refreshes')).toEqual([])
  })

  it('puts signing in, rounds and key rotations into spans, with the code of what went wrong', async () => {
    await using observed = new Observed()
    const vault = observed.process()
    const { url, binding } = await vault.connect('ray', 'platform')
    const state = new URL(url).searchParams.get('state')
    const reply = `https://app.example/callback?code=forged&state=${state}`
    await expect(vault.finish(reply, { userId: 'eve', binding, platform: 'platform' })).rejects.toMatchObject({ code: 'state_mismatch' })
    await expect(vault.connect('ray', '<a text of somebody>')).rejects.toMatchObject({ code: 'unknown_platform' })
    await vault.refreshDue()
    await vault.rotateKeys()

    expect([observed.spans('connect'), observed.spans('finish')]).toMatchObject([
      [
        { attributes: { 'stagedoor.platform': 'platform' }, isError: false },
        { attributes: { 'error.type': 'unknown_platform' }, isError: true },
      ],
      [{ attributes: { 'stagedoor.platform': 'platform', 'error.type': 'state_mismatch' }, isError: true }],
    ])
    expect(observed.spans('refresh_due')).toMatchObject([{ attributes: { 'stagedoor.refreshed': 0, 'stagedoor.failed': 0 } }])
    expect(observed.spans('rotate_keys')).toMatchObject([{ attributes: { 'stagedoor.unreadable': 0 } }])
    expect(await observed.points('rounds')).toEqual([{ 'stagedoor.outcome': 'done', value: 1 }])
    expect(await observed.everything()).not.toContain('somebody')
  })

  it('lets no secret out, and no user unless it is told to', async () => {
    await using observed = new Observed()
    const { world } = observed
    const vault = observed.process()
    await world.connect(vault, 3600, 'ray-of-the-band')
    await vault.accept('ray-of-the-band', 'platform', { accessToken: 'marked-access', refreshToken: 'marked-refresh' })
    await expect((await vault.connection('ray-of-the-band', 'platform')).refresh()).rejects.toMatchObject({ code: 'session_ended' })
    await world.connect(vault, 3600, 'ray-of-the-band')
    await (await vault.connection('ray-of-the-band', 'platform')).refresh()
    const { url, binding } = await vault.connect('ray-of-the-band', 'platform')
    await vault
      .finish(`https://app.example/callback?code=marked-code&state=${new URL(url).searchParams.get('state')}`, {
        userId: 'ray-of-the-band',
        binding,
      })
      .catch(() => undefined)
    const told = await observed.everything()

    expect(observed.spans('refresh')).toHaveLength(2)
    for (const secret of ['marked', 'at-', 'rt-', 'hush', binding, 'ray-of-the-band']) expect(told).not.toContain(secret)

    const named = observed.process({}, { userIds: true })
    await (await named.connection('ray-of-the-band', 'platform')).refresh()
    expect(observed.spans('refresh').at(-1)?.attributes).toMatchObject({ 'user.id': 'ray-of-the-band' })
    expect(JSON.stringify(await observed.points('refreshes'))).not.toContain('ray-of-the-band')
  })

  it('counts what the guide names, and nothing else', async () => {
    const guide = readFileSync(new URL('../../../../docs/guides/vault-operations.md', import.meta.url), 'utf8')
    const named = [...guide.matchAll(/^\| `stagedoor\.vault\.([\w.]+)`/gm)].map(([, name]) => name)
    const meter = createNoopMeter()
    const spies = [vi.spyOn(meter, 'createCounter'), vi.spyOn(meter, 'createHistogram')]
    createInstruments(meter)
    const made = spies.flatMap(({ mock }) => mock.calls.map(([name]) => name))

    expect(named.toSorted()).toEqual(made.map((name) => name.replace('stagedoor.vault.', '')).toSorted())
  })

  it('does nothing where nobody has set OpenTelemetry up', async () => {
    await using world = new VaultWorld()
    const vault = observeVault(world.process())
    await world.connect(vault)
    await world.clock.advance(3700)

    expect(await tokenOf(vault)).toBe('at-2')
    expect(trace.getSpan(context.active())).toBeUndefined()
  })
})
