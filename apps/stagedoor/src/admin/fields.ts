import { description, type GenericSchema, integer, number, pipe, string } from 'valibot'

/** A time, in everything that the admin API answers. */
export const seconds: GenericSchema<unknown, number> = pipe(number(), integer(), description('Epoch seconds.'))

/** Text, in what a caller sends. */
export const text: GenericSchema<unknown, string> = string('must be text.')
