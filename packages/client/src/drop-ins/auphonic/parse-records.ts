import { isJsonObject } from '../../json-object.ts'
import { StagedoorError } from '../../stagedoor-error.ts'
import type { AuphonicUser } from './auphonic-records.ts'

/** Reads an account. @throws {@link StagedoorError} `invalid_response`: it does not say whose. */
export function parseUser(data: unknown): AuphonicUser {
  if (!isJsonObject(data)) throw new StagedoorError('invalid_response')
  const { username, user_id, email, date_joined, credits } = data
  if (typeof username !== 'string' || typeof user_id !== 'string') throw new StagedoorError('invalid_response')
  return {
    ...data,
    username,
    user_id,
    email: typeof email === 'string' ? email : '',
    date_joined: typeof date_joined === 'string' ? date_joined : '',
    credits: typeof credits === 'number' ? credits : 0,
  }
}

/** Reads a list of things that have a `uuid`; anything else in it is left out. @throws {@link StagedoorError} `invalid_response`: no list. */
export function parseList(data: unknown): readonly { readonly uuid: string; readonly [member: string]: unknown }[] {
  if (!Array.isArray(data)) throw new StagedoorError('invalid_response')
  return data.flatMap((item: unknown) => {
    const uuid = isJsonObject(item) ? item['uuid'] : undefined
    return isJsonObject(item) && typeof uuid === 'string' ? [{ ...item, uuid }] : []
  })
}
