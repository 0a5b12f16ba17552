import {
  type AppChange,
  addSecret,
  type CreatedApp,
  changeApp,
  createApp,
  type DeletedApp,
  deleteApp,
  findApp,
  listApps,
  listSecrets,
  type NewApp,
  revokeSecret,
  type ShownApp,
  setAppDisabled,
} from '@stagedoor/server/admin'
import type { AppSecret } from '@stagedoor/server/ports'
import {
  array,
  boolean,
  description,
  exactOptional,
  type GenericSchema,
  integer,
  literal,
  maxLength,
  nullable,
  number,
  picklist,
  pipe,
  strictObject,
  string,
} from 'valibot'
import { seconds, text } from './fields.ts'
import { type AdminOperation, defineInputOperation, defineOperation } from './operation.ts'
import { pageQuery, readPage } from './page-query.ts'

const flag = boolean('must be true or false.')
const methods = ['none', 'client_secret_basic', 'client_secret_post'] as const
const types = ['web', 'native'] as const

const appSchema: GenericSchema<unknown, ShownApp> = strictObject({
  clientId: string(),
  name: string(),
  homepage: nullable(string()),
  applicationType: picklist(types),
  authenticationMethod: picklist(methods),
  redirectUris: array(string()),
  scope: array(string()),
  listed: pipe(boolean(), description('Whether the platform may show it to everybody.')),
  verified: pipe(boolean(), description('Checked by an operator: shown with a mark.')),
  version: pipe(number(), integer(), description('Counts its changes.')),
  createdAt: seconds,
  disabledAt: nullable(seconds),
})

const described = {
  homepage: exactOptional(nullable(text)),
  scope: exactOptional(pipe(array(text, 'must be a list.'), description('Scope tokens; all that the platform has, when it is left out.'))),
  applicationType: exactOptional(picklist(types, 'must be "web" or "native".')),
  listed: exactOptional(flag),
  verified: exactOptional(flag),
}

const newApp: GenericSchema<unknown, NewApp> = strictObject(
  {
    name: text,
    redirectUris: array(text, 'must be a list.'),
    ...described,
    authenticationMethod: exactOptional(picklist(methods, `must be one of ${methods.join(', ')}.`)),
    owner: exactOptional(pipe(text, description('Username, e-mail address or id of who looks after it in the developer portal.'))),
  },
  'must be an object with name and redirectUris.',
)

const appChange: GenericSchema<unknown, AppChange> = strictObject(
  {
    name: exactOptional(text),
    redirectUris: exactOptional(array(text, 'must be a list.')),
    ...described,
    version: exactOptional(pipe(number('must be a number.'), description('Refuses the change when the app is at another one by now.'))),
  },
  'must be an object with what to change.',
)

const appSecret: GenericSchema<unknown, AppSecret> = strictObject({
  id: string(),
  label: string(),
  ending: nullable(pipe(string(), description('Its last four characters.'))),
  createdAt: nullable(seconds),
  lastUsedAt: nullable(seconds),
  reportedAt: nullable(pipe(number(), description('When somebody reported that they had found it in public, in epoch seconds.'))),
})

/** `GET /apps`. */
export const listAppsOperation: AdminOperation<{ readonly apps: readonly ShownApp[]; readonly next: string | null }> = defineOperation({
  id: 'listApps',
  method: 'GET',
  path: '/apps',
  access: 'read',
  summary: 'Lists apps, oldest first.',
  query: pageQuery,
  answer: strictObject({ apps: array(appSchema), next: nullable(string()) }),
  run: (context, call) => listApps(context, readPage(call)),
})

/** `POST /apps`. */
export const createAppOperation: AdminOperation<CreatedApp> = defineInputOperation({
  id: 'createApp',
  method: 'POST',
  path: '/apps',
  access: 'write',
  status: 201,
  summary: 'Registers an app. Its secret is in the answer, and never again.',
  takesIdempotencyKey: true,
  body: newApp,
  answer: strictObject({ app: appSchema, clientSecret: nullable(string()) }),
  run: (context, { body, idempotencyKey }) => createApp(context, body, idempotencyKey),
})

/** `GET /apps/:clientId`. */
export const findAppOperation: AdminOperation<ShownApp> = defineOperation({
  id: 'findApp',
  method: 'GET',
  path: '/apps/:clientId',
  access: 'read',
  summary: 'Shows an app.',
  answer: appSchema,
  run: (context, { path }) => findApp(context, path('clientId')),
})

/** `PATCH /apps/:clientId`. */
export const changeAppOperation: AdminOperation<ShownApp> = defineInputOperation({
  id: 'changeApp',
  method: 'PATCH',
  path: '/apps/:clientId',
  access: 'write',
  summary: 'Changes an app; what is left out stays.',
  body: appChange,
  answer: appSchema,
  run: (context, { path, body }) => changeApp(context, path('clientId'), body),
})

/** `DELETE /apps/:clientId`. */
export const deleteAppOperation: AdminOperation<DeletedApp> = defineOperation({
  id: 'deleteApp',
  method: 'DELETE',
  path: '/apps/:clientId',
  access: 'write',
  summary: 'Deletes an app for good, with everything that it holds. Answers what ended.',
  answer: strictObject({ people: number(), grants: number() }),
  run: (context, { path }) => deleteApp(context, path('clientId')),
})

/** `POST /apps/:clientId/disable`. */
export const disableAppOperation: AdminOperation<ShownApp> = defineOperation({
  id: 'disableApp',
  method: 'POST',
  path: '/apps/:clientId/disable',
  access: 'write',
  summary: 'Lets an app do nothing from now on; what it holds rests.',
  answer: appSchema,
  run: (context, { path }) => setAppDisabled(context, path('clientId'), true),
})

/** `POST /apps/:clientId/enable`. */
export const enableAppOperation: AdminOperation<ShownApp> = defineOperation({
  id: 'enableApp',
  method: 'POST',
  path: '/apps/:clientId/enable',
  access: 'write',
  summary: 'Lets an app go on that was disabled.',
  answer: appSchema,
  run: (context, { path }) => setAppDisabled(context, path('clientId'), false),
})

/** `GET /apps/:clientId/secrets`. */
export const listSecretsOperation: AdminOperation<{ readonly secrets: readonly AppSecret[] }> = defineOperation({
  id: 'listSecrets',
  method: 'GET',
  path: '/apps/:clientId/secrets',
  access: 'read',
  summary: 'Lists what is known of the secrets of an app; never a secret.',
  answer: strictObject({ secrets: array(appSecret) }),
  run: (context, { path }) => listSecrets(context, path('clientId')),
})

/** `POST /apps/:clientId/secrets`. */
export const addSecretOperation: AdminOperation<{ readonly clientSecret: string }> = defineInputOperation({
  id: 'addSecret',
  method: 'POST',
  path: '/apps/:clientId/secrets',
  access: 'write',
  status: 201,
  summary: 'Adds a secret to an app, two at most. It is in the answer, and never again.',
  body: strictObject({ label: exactOptional(pipe(text, maxLength(60, 'must have at most 60 characters.'))) }, 'must be an object.'),
  answer: strictObject({ clientSecret: string() }),
  run: (context, { path, body }) => addSecret(context, path('clientId'), body.label ?? ''),
})

/** `DELETE /apps/:clientId/secrets/:secretId`. */
export const revokeSecretOperation: AdminOperation<{ readonly revoked: true }> = defineOperation({
  id: 'revokeSecret',
  method: 'DELETE',
  path: '/apps/:clientId/secrets/:secretId',
  access: 'write',
  summary: 'Ends a secret of an app, at once.',
  answer: strictObject({ revoked: literal(true) }),
  run: (context, { path }) => revokeSecret(context, path('clientId'), path('secretId')),
})
