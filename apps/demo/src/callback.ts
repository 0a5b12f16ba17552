import { finishSignIn } from '@stagedoor/client/callback'
import { platforms } from './platforms.ts'

void finishSignIn(platforms.map(({ client }) => client))
