/** The clients that the emulator has registered for this demo, by platform. Client ids of public clients are no secrets. */
export const clientIds = {
  audius: '57a6ed0057a6ed0057a6ed0057a6ed0057a6ed00',
  standard: 'stagedoor-demo-web-app',
} as const
