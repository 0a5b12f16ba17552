import { createHash } from 'node:crypto'
import type {
  AccessToken,
  AuthorizationCode,
  AuthorizationTransaction,
  Client,
  Grant,
  IssuedGrant,
  NewUser,
  RedeemOutcome,
  RotateOutcome,
  RotationDecision,
  SecretKey,
  Store,
  User,
} from '@stagedoor/server/ports'
import type { OpenedStore, OpenStore } from './opened-store.ts'

/** 2026-01-01T00:00:00Z, in epoch seconds: where every test begins. */
export const START = 1_767_225_600

/** RFC 7638 thumbprint: the example of RFC 9449 §6.1. */
export const DPOP_KEY = '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I'

export const CODE_LIFETIME_SECONDS = 60
export const ACCESS_LIFETIME_SECONDS = 3600
export const REFRESH_LIFETIME_SECONDS = 86_400
export const RETRY_WINDOW_SECONDS = 30

/** A grant as a client holds it: the names of its secrets, never the secrets. */
export interface HeldGrant {
  readonly grant: Grant
  /** SHA-256 of the refresh token of generation 1. */
  readonly digest: Uint8Array
  readonly accessToken: AccessToken
}

/** A seeded store: one user, one client, and short words for what every test needs. Deterministic: keys come from a counter. */
export interface ContractWorld {
  readonly opened: OpenedStore
  readonly store: Store
  readonly user: User
  readonly client: Client
  createKey(atSeconds?: number): SecretKey
  addUser(changes?: Partial<NewUser>): Promise<User>
  addClient(changes?: Partial<Client>): Promise<Client>
  createCode(changes?: Partial<AuthorizationCode>): AuthorizationCode
  createTransaction(changes?: Partial<AuthorizationTransaction>): AuthorizationTransaction
  createGrant(
    changes?: Partial<Grant>,
  ): IssuedGrant & { readonly refreshToken: { readonly digest: Uint8Array; readonly expiresAt: number } }
  createAccessToken(grantId: SecretKey, now?: number): AccessToken
  /** Stores a fresh code. */
  issueCode(changes?: Partial<AuthorizationCode>): Promise<SecretKey>
  /** Stores a fresh code and redeems it. */
  logIn(changes?: Partial<Grant>): Promise<HeldGrant>
  redeem(key: SecretKey, changes?: { clientId?: string | null; now?: number; issued?: IssuedGrant }): Promise<RedeemOutcome>
  rotate(held: HeldGrant, digest: Uint8Array, changes?: RotationChanges): Promise<RotateOutcome>
  isActive(key: SecretKey, now?: number): Promise<boolean>
}

export interface RotationChanges {
  readonly clientId?: string | null
  readonly now?: number
  readonly windowSeconds?: number
  readonly successor?: Uint8Array
  readonly decide?: () => RotationDecision
}

/** Runs `test` over a fresh database, and leaves nothing open. */
export async function withWorld(openStore: OpenStore, test: (world: ContractWorld) => Promise<void>): Promise<void> {
  const opened = await openStore()
  try {
    await test(await createWorld(opened))
  } finally {
    await opened.store.close()
    await opened.dispose?.()
  }
}

async function createWorld(opened: OpenedStore): Promise<ContractWorld> {
  const { store } = opened
  let counter = 0
  const createKey = (atSeconds = START): SecretKey => {
    counter += 1
    const key = Buffer.alloc(38)
    key.writeUIntBE(atSeconds * 1000 + (counter % 1000), 0, 6)
    digestOf(`secret ${counter}`).copy(key, 6)
    return new Uint8Array(key)
  }

  const addUser = async (changes: Partial<NewUser> = {}): Promise<User> => {
    counter += 1
    const added = await store.users.add({ ...plainUser(counter), ...changes })
    if (added.outcome !== 'added') throw new Error('The user of a test has a username of its own.')
    return added.user
  }
  const addClient = async (changes: Partial<Client> = {}): Promise<Client> => {
    counter += 1
    const client = { ...plainClient(counter), ...changes }
    await store.clients.add(client)
    return client
  }
  const user = await addUser()
  const client = await addClient()

  const createCode = (changes: Partial<AuthorizationCode> = {}): AuthorizationCode => ({
    clientId: client.id,
    userId: user.id,
    redirectUri: 'https://app.example/callback',
    codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    scope: ['openid', 'profile'],
    nonce: 'n-0S6_WzA2Mj',
    dpopKey: null,
    authenticatedAt: START - 5,
    expiresAt: START + CODE_LIFETIME_SECONDS,
    ...changes,
  })
  const createAccessToken = (grantId: SecretKey, now = START): AccessToken => ({
    key: createKey(now),
    grantId,
    scope: ['openid', 'profile'],
    dpopKey: null,
    issuedAt: now,
    expiresAt: now + ACCESS_LIFETIME_SECONDS,
  })
  const createGrant: ContractWorld['createGrant'] = (changes = {}) => {
    const grant: Grant = {
      id: createKey(),
      clientId: client.id,
      userId: user.id,
      scope: ['openid', 'profile'],
      nonce: null,
      dpopKey: null,
      authenticatedAt: START - 5,
      createdAt: START,
      endsAt: null,
      ...changes,
    }
    const refreshToken = { digest: createKey().subarray(6), expiresAt: START + REFRESH_LIFETIME_SECONDS }
    return { grant, refreshToken, accessToken: createAccessToken(grant.id) }
  }
  const issueCode: ContractWorld['issueCode'] = async (changes) => {
    const key = createKey()
    await store.codes.issue(key, createCode(changes))
    return key
  }
  const redeem: ContractWorld['redeem'] = (key, { clientId = client.id, now = START, issued = createGrant() } = {}) =>
    store.codes.redeem(key, clientId, now, () => ({ outcome: 'issued', ...issued }))

  return {
    opened,
    store,
    user,
    client,
    createKey,
    addUser,
    addClient,
    createCode,
    createGrant,
    createAccessToken,
    issueCode,
    redeem,
    createTransaction: (changes = {}) => ({ ...plainTransaction(client.id), ...changes }),

    async logIn(changes = {}) {
      const issued = createGrant(changes)
      const key = await issueCode({ clientId: issued.grant.clientId, userId: issued.grant.userId })
      const outcome = await redeem(key, { clientId: null, issued })
      if (outcome.outcome !== 'issued') throw new Error(`A fresh code was ${outcome.outcome}.`)
      return { grant: issued.grant, digest: issued.refreshToken.digest, accessToken: issued.accessToken }
    },

    rotate(held, digest, changes = {}) {
      const {
        clientId = held.grant.clientId,
        now = START,
        windowSeconds = RETRY_WINDOW_SECONDS,
        successor = createKey().subarray(6),
      } = changes
      const decide = (): RotationDecision => ({
        outcome: 'rotated',
        digest: successor,
        expiresAt: now + REFRESH_LIFETIME_SECONDS,
        successorNonce: digestOf('nonce').subarray(0, 16),
        accessToken: createAccessToken(held.grant.id, now),
      })
      return store.refreshTokens.rotate({ grantId: held.grant.id, digest, clientId }, now, windowSeconds, changes.decide ?? decide)
    },

    async isActive(key, now = START) {
      return (await store.accessTokens.findActive(key, now)) !== undefined
    },
  }
}

/** SHA-256 of `text`. */
export function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function plainUser(number: number): NewUser {
  return {
    id: `user-${number}`,
    username: `Singer${number}`,
    passwordDigest: null,
    name: 'A Singer',
    email: null,
    emailVerified: false,
    verified: false,
    pictureTemplate: null,
    createdAt: START,
    disabledAt: null,
  }
}

function plainClient(number: number): Client {
  return {
    id: `client-${number}`,
    name: 'An App',
    applicationType: 'web',
    authenticationMethod: 'none',
    secretDigests: [],
    redirectUris: ['https://app.example/callback'],
    scope: ['openid', 'profile'],
    homepage: null,
    verified: false,
    createdAt: START,
    disabledAt: null,
  }
}

function plainTransaction(clientId: string): AuthorizationTransaction {
  return {
    clientId,
    redirectUri: 'https://app.example/callback',
    responseMode: 'query',
    targetOrigin: null,
    scope: ['openid', 'profile'],
    state: 'af0ifjsldkj',
    nonce: null,
    codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    display: 'page',
    prompt: ['login', 'consent'],
    dpopKey: null,
    maxAgeSeconds: 300,
    loginHint: 'singer',
    createdAt: START,
    expiresAt: START + 600,
  }
}
