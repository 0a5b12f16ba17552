import { audiusSdk } from './sdk.js'

if (await audiusSdk.oauth.isAuthenticated()) {
  const user = await audiusSdk.oauth.getUser()
  // restore UI
  console.log('Restored', user.name)
}
