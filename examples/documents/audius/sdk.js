import { sdk } from '@stagedoor/client/audius'

export const audiusSdk = sdk({
  appName: 'My App',
  apiKey: '57a6ed0057a6ed0057a6ed0057a6ed0057a6ed00',
  redirectUri: 'http://127.0.0.1:5173/callback.html',
})
