import { createPublicKey } from 'node:crypto'
import {
  array,
  boolean,
  check,
  description,
  exactOptional,
  type GenericSchema,
  integer,
  maxValue,
  minLength,
  minValue,
  number,
  picklist,
  pipe,
  regex,
  strictObject,
  string,
} from 'valibot'

const text = (meaning: string) => pipe(string('must be text.'), minLength(1, 'must not be empty.'), description(meaning))
const whole = (least: number, most: number, meaning: string) =>
  pipe(
    number(`must be a whole number from ${least} to ${most}.`),
    integer(`must be a whole number from ${least} to ${most}.`),
    minValue(least, `must be a whole number from ${least} to ${most}.`),
    maxValue(most, `must be a whole number from ${least} to ${most}.`),
    description(meaning),
  )
const word = <const Words extends readonly string[]>(words: Words, meaning: string) =>
  pipe(picklist(words, `must be ${words.map((each) => JSON.stringify(each)).join(' or ')}.`), description(meaning))

const smtp = strictObject(
  {
    host: text('Name or address of the mail server.'),
    port: exactOptional(whole(1, 65_535, 'Default: 465 with "tls", 587 with "starttls", 25 with "none".')),
    security: exactOptional(
      word(['tls', 'starttls', 'none'], 'How the way to the mail server is protected; "none" is for this machine. Default: "starttls".'),
    ),
    username: exactOptional(text('Account at the mail server.')),
    password: exactOptional(text('Its password; better in STAGEDOOR_SMTP_PASSWORD_FILE than here.')),
    from: text('Sender of the mails: "Mixwave <login@mixwave.example>".'),
  },
  'must be an object with host and from.',
)

const accountKey = strictObject(
  {
    kty: word(['OKP', 'EC', 'RSA'], 'Kind of the key.'),
    crv: exactOptional(word(['Ed25519', 'P-256'], 'Curve of an OKP or EC key.')),
    x: exactOptional(text('Public part of an OKP or EC key.')),
    y: exactOptional(text('Public part of an EC key.')),
    n: exactOptional(text('Public part of an RSA key.')),
    e: exactOptional(text('Public part of an RSA key.')),
    kid: exactOptional(text('Name of the key, when tickets say it.')),
  },
  'must be a public JSON Web Key.',
)

const accounts = strictObject(
  {
    kind: word(['ticket', 'openid'], 'A sign-in page of your own that answers with a login ticket, or an OpenID provider.'),
    signInUrl: exactOptional(text('With "ticket": your sign-in page.')),
    keys: exactOptional(
      pipe(array(accountKey, 'must be a list.'), description('With "ticket": the public keys for tickets; two while one is changed.')),
    ),
    issuer: exactOptional(text('With "openid": the issuer, as its discovery document has it.')),
    clientId: exactOptional(text('With "openid": as the provider registered this server.')),
    clientSecret: exactOptional(text('With "openid": better in STAGEDOOR_ACCOUNTS_CLIENT_SECRET_FILE than here.')),
    scope: exactOptional(text('With "openid": what is asked for. Default: "openid profile email".')),
  },
  'must be an object with kind.',
)

const operatorToken = strictObject(
  {
    name: pipe(
      string('must be text.'),
      regex(/^[\w.@-]{1,64}$/, 'must have 1 to 64 letters, digits or any of . _ @ -'),
      description('Who it is in the audit log.'),
    ),
    digest: pipe(
      string('must be text.'),
      regex(/^[\w-]{43}$/, 'must be what stagedoor operator-token prints as its digest: 43 characters.'),
      description('SHA-256 of the token, base64url; never the token itself.'),
    ),
    access: word(['read', 'write'], 'Whether it may only look, or change things too.'),
  },
  'must be an object with name, digest and access.',
)

const scannerKey = strictObject(
  {
    id: text('Its name in the header Github-Public-Key-Identifier.'),
    pem: pipe(
      string('must be text.'),
      check(isPublicEcKey, 'must be a public EC key in PEM, with its line breaks as \\n.'),
      description('SPKI in PEM: ECDSA on P-256.'),
    ),
  },
  'must be an object with id and pem.',
)

const entireConfig = strictObject(
  {
    $schema: exactOptional(text('Where an editor finds this schema.')),
    baseUrl: pipe(
      string('must be text.'),
      check(isBaseUrl, 'must be the address that people and apps use: https, host, optional path, no slash at the end.'),
      check(isHttpsOrLocal, 'must begin with https://, as people type passwords there. http:// is for 127.0.0.1 and localhost alone.'),
      description('Where people and apps reach the server, as "https://login.mixwave.example". Never taken from a request.'),
    ),
    platform: exactOptional(
      text('What the server is: the id of a described platform, or a file that describes one, as "./mixwave.ts". Default: "standard".'),
    ),
    database: exactOptional(
      text('The SQLite file; made when it is not there. Relative to the configuration file. Default: "stagedoor.sqlite".'),
    ),
    host: exactOptional(text('Address to listen on; "0.0.0.0" or "::" for all. Default: "127.0.0.1", for a proxy on the same machine.')),
    port: exactOptional(whole(0, 65_535, 'Port to listen on; 0 picks a free one. Default: 4710.')),
    trustedProxies: exactOptional(
      whole(0, 10, 'How many proxies stand in front and add to X-Forwarded-For. Default: 0, which ignores that header.'),
    ),
    site: exactOptional(
      pipe(
        boolean('must be true or false.'),
        description('Whether the pages beside sign-in are served: accounts, apps with access, developer portal. Default: true.'),
      ),
    ),
    signUp: exactOptional(
      word(['open', 'closed'], 'Whether anybody may open an account; "open" needs smtp. Default: "closed", where an operator adds them.'),
    ),
    accounts: exactOptional(
      pipe(accounts, description('Where your people have their accounts already. Default: here, and this server signs them in.')),
    ),
    sessionDays: exactOptional(whole(1, 400, 'How long a browser stays signed in, in days. Default: 30.')),
    smtp: exactOptional(smtp),
    scannerKeys: exactOptional(
      pipe(
        array(scannerKey, 'must be a list.'),
        description('Who may report secrets that they found in public, by the key that they sign with. Default: anybody.'),
      ),
    ),
    operatorTokens: exactOptional(
      pipe(array(operatorToken, 'must be a list.'), description('Who may use the admin API. Default: nobody, and there is no admin API.')),
    ),
  },
  'must be an object.',
)

/** A configuration file as it is written. */
export interface ConfigFile {
  readonly $schema?: string
  readonly baseUrl: string
  readonly platform?: string
  readonly database?: string
  readonly host?: string
  readonly port?: number
  readonly trustedProxies?: number
  readonly site?: boolean
  readonly signUp?: 'open' | 'closed'
  readonly accounts?: {
    readonly kind: 'ticket' | 'openid'
    readonly signInUrl?: string
    readonly keys?: readonly {
      readonly kty: 'OKP' | 'EC' | 'RSA'
      readonly crv?: 'Ed25519' | 'P-256'
      readonly x?: string
      readonly y?: string
      readonly n?: string
      readonly e?: string
      readonly kid?: string
    }[]
    readonly issuer?: string
    readonly clientId?: string
    readonly clientSecret?: string
    readonly scope?: string
  }
  readonly sessionDays?: number
  readonly smtp?: {
    readonly host: string
    readonly port?: number
    readonly security?: 'tls' | 'starttls' | 'none'
    readonly username?: string
    readonly password?: string
    readonly from: string
  }
  readonly scannerKeys?: readonly { readonly id: string; readonly pem: string }[]
  readonly operatorTokens?: readonly { readonly name: string; readonly digest: string; readonly access: 'read' | 'write' }[]
}

/** What `stagedoor serve` is told: a file, environment variables over it. */
export const configSchema: GenericSchema<unknown, ConfigFile> = entireConfig

/** The settings that may stand beside the one at this path of the file. */
export function listSettings([first, second]: readonly string[]): readonly string[] {
  if (second === undefined) return Object.keys(entireConfig.entries)
  if (first === 'accounts') return Object.keys(accounts.entries)
  const nested = { smtp, scannerKeys: scannerKey, operatorTokens: operatorToken }
  return Object.keys((first === 'smtp' || first === 'scannerKeys' ? nested[first] : nested.operatorTokens).entries)
}

function isBaseUrl(value: string): boolean {
  if (!URL.canParse(value)) return false
  const url = new URL(value)
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:'
  return (
    isWeb &&
    !value.endsWith('/') &&
    url.username === '' &&
    url.search === '' &&
    url.hash === '' &&
    value === (url.pathname === '/' ? url.origin : url.href)
  )
}

function isHttpsOrLocal(value: string): boolean {
  return !URL.canParse(value) || isSafeOrigin(new URL(value))
}

function isSafeOrigin({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(hostname)
}

/** A private key is none: it has no business in a configuration that many may read. */
function isPublicEcKey(pem: string): boolean {
  try {
    return pem.includes('BEGIN PUBLIC KEY') && createPublicKey(pem).asymmetricKeyType === 'ec'
  } catch {
    return false
  }
}
