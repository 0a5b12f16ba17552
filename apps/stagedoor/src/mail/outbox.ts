import type { Mail, Mailer } from '@stagedoor/server/ports'

/** A mail that went nowhere but here. */
export interface KeptMail extends Mail {
  /** Counts from 1. */
  readonly number: number
  /** Id of the platform that sent it. */
  readonly platform: string
  /** Epoch milliseconds. */
  readonly sentAt: number
}

/** Mails of a laptop's emulator: nobody gets them, everybody on the laptop can read them. */
export interface Outbox {
  /** Newest first. */
  list(): readonly KeptMail[]
  mailerFor(platform: string, clock: () => number): Mailer
}

/** The oldest leave then. */
const MOST_MAILS = 200

/** Creates an empty outbox, in memory. */
export function createOutbox(): Outbox {
  const mails: KeptMail[] = []
  let number = 0
  return {
    list: () => mails,
    mailerFor: (platform, clock) => ({
      async send(mail) {
        number += 1
        mails.unshift({ ...mail, number, platform, sentAt: clock() })
        mails.splice(MOST_MAILS)
      },
    }),
  }
}
