import type { NewUser } from '@stagedoor/server/ports'

/** An account that every emulated platform has from the start. Its password is public. */
export interface DemoAccount {
  readonly username: string
  readonly name: string
  readonly verified: boolean
}

/** The password of every demo account. */
export const demoPassword = 'stage-demo'

/** Argon2id of {@link demoPassword}, worked out beforehand so that starting takes no time. */
const demoPasswordDigest = '$argon2id$v=19$m=19456,t=2,p=1$0QLrwxKQfMvOExu1Rq2/MQ$BchzIG2q7e+WeiuoqFozUOKvYSvF5cAS6yNUakGtsIw'

export const demoAccounts: readonly DemoAccount[] = [
  { username: 'mira', name: 'Mira Okafor', verified: true },
  { username: 'jonas', name: 'Jonas Lindqvist', verified: false },
]

/** The account as a platform keeps it. */
export function createDemoUser(platformId: string, account: DemoAccount, pictureTemplate: string, createdAt: number): NewUser {
  return {
    id: `${platformId}-${account.username}`,
    username: account.username,
    passwordDigest: demoPasswordDigest,
    name: account.name,
    email: `${account.username}@artists.example`,
    emailVerified: true,
    verified: account.verified,
    pictureTemplate,
    createdAt,
    disabledAt: null,
  }
}
