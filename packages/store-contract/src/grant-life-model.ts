import { type AsyncCommand, assert, asyncModelRun, asyncProperty, commands, constantFrom, integer, nat } from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ACCESS_LIFETIME_SECONDS,
  type ContractWorld,
  type HeldGrant,
  REFRESH_LIFETIME_SECONDS,
  RETRY_WINDOW_SECONDS,
  START,
  withWorld,
} from './contract-world.ts'
import type { OpenStore } from './opened-store.ts'

/** One grant, as a person would note its life on paper. */
interface PaperGrant {
  /** `null`: issued without a code. */
  readonly codeKey: Uint8Array | null
  held: HeldGrant | undefined
  /** Every refresh token there ever was, oldest first; the last is current. */
  readonly digests: Uint8Array[]
  rotatedAt: number
  expiresAt: number
  revoked: boolean
}

interface Paper {
  now: number
  readonly grants: PaperGrant[]
}

type GrantCommand = AsyncCommand<Paper, ContractWorld>

/** Picks among what there is by a number that was drawn before it was. */
function pick<Item>(items: readonly Item[], seed: number): Item | undefined {
  return items[seed % Math.max(1, items.length)]
}

const issueCode = (): GrantCommand => ({
  toString: () => 'issueCode',
  check: () => true,
  async run(paper, world) {
    const codeKey = await world.issueCode({ expiresAt: paper.now + 60 })
    paper.grants.push({ codeKey, held: undefined, digests: [], rotatedAt: 0, expiresAt: 0, revoked: false })
  },
})

const issueGrant = (): GrantCommand => ({
  toString: () => 'issueGrant',
  check: () => true,
  async run(paper, world) {
    const issued = createGrantAt(paper.now, world)
    expect(await world.store.grants.issue(issued)).toEqual({ outcome: 'issued' })
    const { digest, expiresAt } = issued.refreshToken
    const held = { grant: issued.grant, digest, accessToken: issued.accessToken }
    paper.grants.push({ codeKey: null, held, digests: [digest], rotatedAt: 0, expiresAt, revoked: false })
  },
})

function createGrantAt(now: number, world: ContractWorld): ReturnType<ContractWorld['createGrant']> {
  const { grant, refreshToken, accessToken } = world.createGrant()
  return {
    grant,
    refreshToken: { ...refreshToken, expiresAt: now + REFRESH_LIFETIME_SECONDS },
    accessToken: { ...accessToken, issuedAt: now, expiresAt: now + ACCESS_LIFETIME_SECONDS },
  }
}

const redeem = (seed: number): GrantCommand => ({
  toString: () => `redeem(${seed})`,
  check: (paper) => paper.grants.some(({ held }) => held === undefined),
  async run(paper, world) {
    const grant = pick(
      paper.grants.filter(({ held }) => held === undefined),
      seed,
    )
    if (grant === undefined || grant.codeKey === null) return
    const issued = createGrantAt(paper.now, world)
    const outcome = await world.redeem(grant.codeKey, { now: paper.now, issued })
    if (outcome.outcome === 'unknown') {
      expect(outcome.reason).toBe('code_expired')
      return
    }
    expect(outcome.outcome).toBe('issued')
    grant.held = { grant: issued.grant, digest: issued.refreshToken.digest, accessToken: issued.accessToken }
    grant.digests.push(issued.refreshToken.digest)
    grant.expiresAt = issued.refreshToken.expiresAt
  },
})

const replayCode = (seed: number): GrantCommand => ({
  toString: () => `replayCode(${seed})`,
  check: (paper) => paper.grants.some(({ held, codeKey }) => held !== undefined && codeKey !== null),
  async run(paper, world) {
    const grant = pick(
      paper.grants.filter(({ held, codeKey }) => held !== undefined && codeKey !== null),
      seed,
    )
    if (grant === undefined || grant.codeKey === null) return
    expect(await world.redeem(grant.codeKey, { now: paper.now })).toEqual({ outcome: 'replayed' })
    grant.revoked = true
    await checkAccess(grant, paper, world)
  },
})

/** Presents the token `generationsBack` generations before the current one. */
const present = (seed: number, generationsBack: number): GrantCommand => ({
  toString: () => `present(${seed}, ${generationsBack} back)`,
  check: (paper) => paper.grants.some(({ digests }) => digests.length > generationsBack),
  async run(paper, world) {
    const grant = pick(
      paper.grants.filter(({ digests }) => digests.length > generationsBack),
      seed,
    )
    const digest = grant?.digests.at(-1 - generationsBack)
    if (grant?.held === undefined || digest === undefined) return
    const successor = world.createKey().subarray(6)
    const expected = predict(grant, generationsBack, paper.now)

    const { outcome } = await world.rotate(grant.held, digest, { now: paper.now, successor })

    expect(outcome).toBe(expected)
    if (outcome === 'replayed') grant.revoked = true
    if (outcome === 'rotated') {
      grant.digests.push(successor)
      grant.rotatedAt = paper.now
      grant.expiresAt = paper.now + REFRESH_LIFETIME_SECONDS
    }
    await checkAccess(grant, paper, world)
  },
})

function predict(grant: PaperGrant, generationsBack: number, now: number): string {
  if (grant.revoked) return 'unknown'
  if (generationsBack > 1) return 'replayed'
  if (generationsBack === 1 && now - grant.rotatedAt >= RETRY_WINDOW_SECONDS) return 'replayed'
  if (grant.expiresAt <= now) return 'unknown'
  return generationsBack === 1 ? 'repeated' : 'rotated'
}

const revoke = (seed: number): GrantCommand => ({
  toString: () => `revoke(${seed})`,
  check: (paper) => paper.grants.some(({ held }) => held !== undefined),
  async run(paper, world) {
    const grant = pick(
      paper.grants.filter(({ held }) => held !== undefined),
      seed,
    )
    if (grant?.held === undefined) return
    expect(await world.store.grants.revokeByRefreshToken(grant.held.grant.id, grant.held.grant.clientId, paper.now)).toBe(!grant.revoked)
    grant.revoked = true
    await checkAccess(grant, paper, world)
  },
})

const advance = (seconds: number): GrantCommand => ({
  toString: () => `advance(${seconds})`,
  check: () => true,
  async run(paper) {
    paper.now += seconds
  },
})

async function checkAccess(grant: PaperGrant, paper: Paper, world: ContractWorld): Promise<void> {
  if (grant.held === undefined) return
  const { key, expiresAt } = grant.held.accessToken
  expect(await world.isActive(key, paper.now)).toBe(!grant.revoked && expiresAt > paper.now)
}

/** Lets fast-check live random lives of grants, and compares each with what paper says. */
export function describeGrantLifeModel(openStore: OpenStore): void {
  describe('any life of a grant', () => {
    it('goes as on paper: issued, redeemed, rotated, repeated, replayed, revoked, expired', async () => {
      const seeds = nat(1000)
      const anyLife = commands(
        [
          constantFrom(issueCode(), issueGrant()),
          seeds.map(redeem),
          seeds.map(replayCode),
          seeds.map((seed) => present(seed, 0)),
          seeds.map((seed) => present(seed, 0)),
          seeds.map((seed) => present(seed, 1)),
          seeds.map((seed) => present(seed, 2)),
          seeds.map(revoke),
          integer({ min: 1, max: 2 * RETRY_WINDOW_SECONDS }).map(advance),
          constantFrom(advance(RETRY_WINDOW_SECONDS)),
          constantFrom(advance(ACCESS_LIFETIME_SECONDS), advance(REFRESH_LIFETIME_SECONDS)),
        ],
        { maxCommands: 60, size: 'max' },
      )
      const property = asyncProperty(anyLife, (life) =>
        withWorld(openStore, (world) => asyncModelRun(() => ({ model: { now: START, grants: [] }, real: world }), life)),
      )
      await assert(property, { numRuns: 60 })
    }, 30_000)
  })
}
