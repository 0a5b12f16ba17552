import { audiusSdk } from './sdk.js'

export async function logIn() {
  await audiusSdk.oauth.login({ scope: 'write' })

  const user = await audiusSdk.oauth.getUser()
  console.log('Signed in as', user.name)
}
