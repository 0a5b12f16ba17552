import type { SignInNote } from '../../sign-in-log/sign-in-recorder.ts'
import type { Interaction } from './open-interaction.ts'

/** Notes what happened to a sign-in while its person looked at it. @param more - Further keys by which it will be recognised. */
export function noteInteraction(
  { context, client, transactionKey }: Interaction,
  { keys = [], ...note }: Omit<SignInNote, 'clientId' | 'keys'> & Partial<Pick<SignInNote, 'keys'>>,
): void {
  context.signInRecorder?.note({ clientId: client.id, keys: [transactionKey, ...keys], ...note })
}
