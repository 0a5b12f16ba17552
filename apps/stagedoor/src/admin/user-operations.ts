import {
  createPasswordLink,
  createUser,
  findUser,
  listUsers,
  type NewAccount,
  type PasswordLink,
  type RemovedSecondFactors,
  removeSecondFactors,
  type ShownUser,
  type SignedOutUser,
  setUserDisabled,
  setUserVerified,
  signOutUser,
} from '@stagedoor/server/admin'
import {
  array,
  boolean,
  description,
  exactOptional,
  type GenericSchema,
  integer,
  nullable,
  number,
  pipe,
  strictObject,
  string,
} from 'valibot'
import { seconds, text } from './fields.ts'
import { type AdminOperation, defineInputOperation, defineOperation } from './operation.ts'
import { pageQuery, readPage } from './page-query.ts'

const userSchema: GenericSchema<unknown, ShownUser> = strictObject({
  id: pipe(string(), description('Stable and opaque; the `sub` of OpenID Connect.')),
  number: pipe(number(), integer()),
  username: string(),
  name: string(),
  email: nullable(string()),
  emailVerified: boolean(),
  verified: pipe(boolean(), description("The platform's check mark.")),
  hasPassword: boolean(),
  createdAt: seconds,
  disabledAt: nullable(seconds),
})

const newAccount: GenericSchema<unknown, NewAccount> = strictObject(
  {
    username: text,
    name: exactOptional(pipe(text, description('The username by default.'))),
    email: exactOptional(pipe(text, description('The operator vouches for it: it counts as proven.'))),
    password: exactOptional(pipe(text, description('Without one, the person sets it by a password link.'))),
  },
  'must be an object with username, and optionally name, email and password.',
)

/** `GET /users`. */
export const listUsersOperation: AdminOperation<{ readonly users: readonly ShownUser[]; readonly next: string | null }> = defineOperation({
  id: 'listUsers',
  method: 'GET',
  path: '/users',
  access: 'read',
  summary: 'Lists accounts, oldest first.',
  query: pageQuery,
  answer: strictObject({ users: array(userSchema), next: nullable(string()) }),
  run: (context, call) => listUsers(context, readPage(call)),
})

/** `POST /users`. */
export const createUserOperation: AdminOperation<ShownUser> = defineInputOperation({
  id: 'createUser',
  method: 'POST',
  path: '/users',
  access: 'write',
  status: 201,
  summary: 'Adds an account. A username is taken once, so that a repeated request adds nothing.',
  body: newAccount,
  answer: userSchema,
  run: (context, { body }) => createUser(context, body),
})

/** `GET /users/:user`. */
export const findUserOperation: AdminOperation<ShownUser> = defineOperation({
  id: 'findUser',
  method: 'GET',
  path: '/users/:user',
  access: 'read',
  summary: 'Shows an account, by its id, username or proven e-mail address.',
  answer: userSchema,
  run: (context, { path }) => findUser(context, path('user')),
})

/** `POST /users/:user/disable`. */
export const disableUserOperation: AdminOperation<ShownUser> = defineOperation({
  id: 'disableUser',
  method: 'POST',
  path: '/users/:user/disable',
  access: 'write',
  summary: 'Lets an account do nothing from now on; its sessions and tokens rest.',
  answer: userSchema,
  run: (context, { path }) => setUserDisabled(context, path('user'), true),
})

/** `POST /users/:user/enable`. */
export const enableUserOperation: AdminOperation<ShownUser> = defineOperation({
  id: 'enableUser',
  method: 'POST',
  path: '/users/:user/enable',
  access: 'write',
  summary: 'Lets an account go on that was disabled.',
  answer: userSchema,
  run: (context, { path }) => setUserDisabled(context, path('user'), false),
})

/** `POST /users/:user/verify`. */
export const verifyUserOperation: AdminOperation<ShownUser> = defineOperation({
  id: 'verifyUser',
  method: 'POST',
  path: '/users/:user/verify',
  access: 'write',
  summary: "Gives an account the platform's check mark.",
  answer: userSchema,
  run: (context, { path }) => setUserVerified(context, path('user'), true),
})

/** `POST /users/:user/unverify`. */
export const unverifyUserOperation: AdminOperation<ShownUser> = defineOperation({
  id: 'unverifyUser',
  method: 'POST',
  path: '/users/:user/unverify',
  access: 'write',
  summary: "Takes the platform's check mark away.",
  answer: userSchema,
  run: (context, { path }) => setUserVerified(context, path('user'), false),
})

/** `POST /users/:user/sign-out`. */
export const signOutUserOperation: AdminOperation<SignedOutUser> = defineOperation({
  id: 'signOutUser',
  method: 'POST',
  path: '/users/:user/sign-out',
  access: 'write',
  summary: 'Ends every browser session of an account and everything that apps hold of it. Answers what ended.',
  answer: strictObject({ sessions: number(), grants: number() }),
  run: (context, { path }) => signOutUser(context, path('user')),
})

/** `POST /users/:user/remove-second-factors`. */
export const removeSecondFactorsOperation: AdminOperation<RemovedSecondFactors> = defineOperation({
  id: 'removeSecondFactors',
  method: 'POST',
  path: '/users/:user/remove-second-factors',
  access: 'write',
  summary: 'Takes authenticator app and passkeys from an account whose person has lost them, and ends its sessions. The password stays.',
  answer: strictObject({ authenticatorApp: boolean(), passkeys: number() }),
  run: (context, { path }) => removeSecondFactors(context, path('user')),
})

/** `POST /users/:user/password-link`. */
export const createPasswordLinkOperation: AdminOperation<PasswordLink> = defineOperation({
  id: 'createPasswordLink',
  method: 'POST',
  path: '/users/:user/password-link',
  access: 'write',
  status: 201,
  summary: 'Makes a link by which the person sets a password, once, within a day. Whoever has it has the account.',
  answer: strictObject({ url: string(), expiresAt: seconds }),
  run: (context, { path }) => createPasswordLink(context, path('user')),
})
