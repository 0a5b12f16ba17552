import { sdk } from '@stagedoor/client/audius-legacy'

const audiusSdk = sdk({ appName: 'Name of your app goes here' })

audiusSdk.oauth.init((res) => {
  console.log('Log in success!', res)
})

audiusSdk.oauth.renderButton(document.getElementById('audiusLogInButton'))
