import { type RevocationSelection, revokeGrants } from '@stagedoor/server/admin'
import { description, exactOptional, type GenericSchema, number, pipe, strictObject } from 'valibot'
import { text } from './fields.ts'
import { type AdminOperation, defineInputOperation } from './operation.ts'

const selection: GenericSchema<unknown, RevocationSelection> = strictObject(
  {
    user: exactOptional(pipe(text, description('Username, proven e-mail address or id.'))),
    clientId: exactOptional(text),
    token: exactOptional(pipe(text, description('A token that somebody found: its grant ends.'))),
  },
  'must be an object with user, clientId or both, or with token.',
)

/** `POST /revocations`. */
export const revokeGrantsOperation: AdminOperation<{ readonly revoked: number }> = defineInputOperation({
  id: 'revokeGrants',
  method: 'POST',
  path: '/revocations',
  access: 'write',
  summary: 'Ends what apps hold: of a person, of an app, of the two together, or by one token. Answers how many grants were ended.',
  body: selection,
  answer: strictObject({ revoked: number() }),
  run: (context, { body }) => revokeGrants(context, body),
})
