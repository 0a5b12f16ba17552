/** The clients that the emulator has registered for this demo, by platform. Client ids of public clients are no secrets. */
export const clientIds = {
  audiotool: 'bd496109-d9b4-4b6a-8519-8b6ce88b58c5',
  audius: '57a6ed0057a6ed0057a6ed0057a6ed0057a6ed00',
  'audius-legacy': '57a6ed0057a6ed0057a6ed0057a6ed0057a6ed00',
  standard: 'stagedoor-demo-web-app',
} as const
