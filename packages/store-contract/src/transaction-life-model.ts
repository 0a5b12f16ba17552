import type { AuthorizationTransaction, SecretKey } from '@stagedoor/server/ports'
import { type AsyncCommand, assert, asyncModelRun, asyncProperty, commands, constantFrom, integer, nat } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ContractWorld, START, withWorld } from './contract-world.ts'
import type { OpenStore } from './opened-store.ts'

/** One sign-in that waits for a person, as that person would note it on paper. */
interface PaperTransaction {
  readonly key: SecretKey
  readonly browser: SecretKey
  readonly transaction: AuthorizationTransaction
  concluded: boolean
}

interface Paper {
  now: number
  readonly transactions: PaperTransaction[]
  /** Scope tokens that were ever allowed. */
  readonly allowed: Set<string>
}

type TransactionCommand = AsyncCommand<Paper, ContractWorld>
type Mode = AuthorizationTransaction['responseMode']

function isWaiting({ now }: Paper, { transaction, concluded }: PaperTransaction): boolean {
  return !concluded && transaction.expiresAt > now
}

/** Makes a command of what is done to one of the sign-ins there are; the number was drawn before they were. */
function onOne(
  name: string,
  seed: number,
  act: (one: PaperTransaction, paper: Paper, world: ContractWorld) => Promise<void>,
): TransactionCommand {
  return {
    toString: () => `${name}(${seed})`,
    check: ({ transactions }) => transactions.length > 0,
    async run(paper, world) {
      const one = paper.transactions[seed % paper.transactions.length]
      if (one !== undefined) await act(one, paper, world)
    },
  }
}

const begin = (responseMode: Mode, scope: string): TransactionCommand => ({
  toString: () => `begin(${responseMode}, ${scope})`,
  check: () => true,
  async run({ now, transactions }, { store, createKey, createTransaction }) {
    const targetOrigin = responseMode === 'web_message' ? 'https://app.example' : null
    const transaction = createTransaction({
      responseMode,
      targetOrigin,
      scope: scope === '' ? [] : [scope],
      createdAt: now,
      expiresAt: now + 600,
    })
    const one = { key: createKey(), browser: createKey(), transaction, concluded: false }
    await store.transactions.issue(one.key, one.browser, transaction)
    transactions.push(one)
  },
})

const look = (seed: number): TransactionCommand =>
  onOne('look', seed, async (one, paper, { store, createKey }) => {
    const found = await store.transactions.find(one.key, one.browser, paper.now)
    expect(found).toEqual(isWaiting(paper, one) ? one.transaction : undefined)
    expect(await store.transactions.find(one.key, createKey(), paper.now)).toBeUndefined()
  })

const allow = (seed: number): TransactionCommand =>
  onOne('allow', seed, async (one, paper, { store, user, client, createKey, createCode }) => {
    const expected = isWaiting(paper, one) ? { outcome: 'concluded', transaction: one.transaction } : { outcome: 'unknown' }
    const outcome = await store.transactions.allow(one.key, one.browser, paper.now, ({ scope }) => {
      const consent = { userId: user.id, clientId: client.id, scope, updatedAt: paper.now }
      return seed % 2 === 0 ? { consent, code: null } : { consent, codeKey: createKey(), code: createCode() }
    })
    expect(outcome).toEqual(expected)
    if (outcome.outcome !== 'concluded') return
    one.concluded = true
    for (const token of one.transaction.scope) paper.allowed.add(token)
    expect(new Set((await store.consents.find(user.id, client.id))?.scope)).toEqual(paper.allowed)
  })

const deny = (seed: number): TransactionCommand =>
  onOne('deny', seed, async (one, paper, { store }) => {
    const { outcome } = await store.transactions.deny(one.key, one.browser, paper.now)
    expect(outcome).toBe(isWaiting(paper, one) ? 'concluded' : 'unknown')
    one.concluded = true
  })

const wait = (seconds: number): TransactionCommand => ({
  toString: () => `wait(${seconds})`,
  check: () => true,
  async run(paper, { store }) {
    paper.now += seconds
    await store.deleteExpired(paper.now, 100)
  },
})

/** Any order of beginnings, looks, answers and waiting leaves what a person with a sheet of paper would expect. */
export function describeTransactionLifeModel(openStore: OpenStore): void {
  describe('any life of a sign-in that waits for a person', () => {
    it('goes as on paper: begun, looked at, allowed with or without a code, denied, expired', async () => {
      const life = commands(
        [
          integer({ min: 0, max: 11 }).map((draw) =>
            begin((['query', 'fragment', 'form_post', 'web_message'] as const)[draw % 4] ?? 'query', ['', 'read', 'write'][draw % 3] ?? ''),
          ),
          nat(20).map(look),
          nat(20).map(allow),
          nat(20).map(deny),
          constantFrom(1, 300, 600).map(wait),
        ],
        { maxCommands: 25 },
      )
      await assert(
        asyncProperty(life, (drawn) =>
          withWorld(openStore, (world) =>
            asyncModelRun(() => ({ model: { now: START, transactions: [], allowed: new Set<string>() }, real: world }), drawn),
          ),
        ),
        { numRuns: 40 },
      )
    })
  })
}
