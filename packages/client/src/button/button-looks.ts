/** Name and accent of the platforms we know, as their descriptions have them: known before any client is there, and light. */
const KNOWN: Readonly<Record<string, readonly [name: string, accent: string]>> = {
  audiotool: ['Audiotool', '#c8321e'],
  audius: ['Audius', '#7e1bcc'],
  'audius-legacy': ['Audius', '#7e1bcc'],
  auphonic: ['Auphonic', '#2f6f3e'],
  soundcloud: ['SoundCloud', '#c43e00'],
  standard: ['Stagedoor', '#5b3df5'],
}

/** What of a platform shows on a button: any description has it. */
export interface ButtonPlatform {
  readonly id: string
  readonly name: string
  readonly look?: { readonly accent: string; readonly onAccent: string }
}

/**
 * Finds how a platform shows on a button.
 *
 * @param id - One of ours, or the name of another.
 * @param platform - Of the button's client.
 */
export function findButtonLook(id: string | null, platform: ButtonPlatform | undefined): Required<Omit<ButtonPlatform, 'id'>> {
  const [name, accent = '#445'] = KNOWN[id ?? platform?.id ?? ''] ?? []
  return { name: name ?? platform?.name ?? id ?? '', look: platform?.look ?? { accent, onAccent: '#fff' } }
}
