import { listSigningKeys, rotateSigningKeys, type ShownSigningKey } from '@stagedoor/server/admin'
import { array, description, literal, picklist, pipe, strictObject, string } from 'valibot'
import { seconds } from './fields.ts'
import { type AdminOperation, defineOperation } from './operation.ts'

/** `GET /signing-keys`. */
export const listKeysOperation: AdminOperation<{ readonly keys: readonly ShownSigningKey[] }> = defineOperation({
  id: 'listSigningKeys',
  method: 'GET',
  path: '/signing-keys',
  access: 'read',
  summary: 'Lists the keys that sign ID tokens, newest first, without their private half.',
  answer: strictObject({
    keys: array(
      strictObject({
        id: pipe(string(), description('`kid` of RFC 7517.')),
        algorithm: literal('ES256'),
        createdAt: seconds,
        state: picklist(['signs', 'published', 'retired']),
      }),
    ),
  }),
  run: (context) => listSigningKeys(context),
})

/** `POST /signing-keys`. */
export const rotateKeysOperation: AdminOperation<{ readonly keyId: string }> = defineOperation({
  id: 'rotateSigningKeys',
  method: 'POST',
  path: '/signing-keys',
  access: 'write',
  status: 201,
  summary: 'Makes a new key; ID tokens are signed with it from now on. The old one stays published while it is needed.',
  answer: strictObject({ keyId: string() }),
  run: (context) => rotateSigningKeys(context),
})
