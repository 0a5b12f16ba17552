import { sdk } from '@stagedoor/client/audius'

const audiusSdk = sdk({ appName: 'My App', apiKey: '57a6ed0057a6ed0057a6ed0057a6ed0057a6ed00' })
await audiusSdk.oauth.handleRedirect()

// Popup: closes automatically, login() in parent resolves
// Full-page redirect: token exchange complete, call getUser() next
