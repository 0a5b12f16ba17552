import { addOwner, listTeam } from '@stagedoor/server/admin'
import type { AppMember } from '@stagedoor/server/ports'
import { array, description, type GenericSchema, picklist, pipe, strictObject, string } from 'valibot'
import { seconds, text } from './fields.ts'
import { type AdminOperation, defineInputOperation, defineOperation } from './operation.ts'

const team: GenericSchema<unknown, { readonly members: readonly AppMember[] }> = strictObject({
  members: array(
    strictObject({
      userId: string(),
      username: string(),
      name: string(),
      role: picklist(['owner', 'developer']),
      addedAt: seconds,
    }),
  ),
})

/** `GET /apps/:clientId/team`. */
export const listTeamOperation: AdminOperation<{ readonly members: readonly AppMember[] }> = defineOperation({
  id: 'listTeam',
  method: 'GET',
  path: '/apps/:clientId/team',
  access: 'read',
  summary: 'Lists who looks after an app in the developer portal.',
  answer: team,
  run: (context, { path }) => listTeam(context, path('clientId')),
})

/** `POST /apps/:clientId/owners`. */
export const addOwnerOperation: AdminOperation<{ readonly members: readonly AppMember[] }> = defineInputOperation({
  id: 'addOwner',
  method: 'POST',
  path: '/apps/:clientId/owners',
  access: 'write',
  summary: 'Makes somebody an owner of an app, as when its owners are gone. Answers the team.',
  body: strictObject({ user: pipe(text, description('Username, proven e-mail address or id.')) }, 'must be an object with user.'),
  answer: team,
  run: (context, { path, body }) => addOwner(context, path('clientId'), body.user),
})
