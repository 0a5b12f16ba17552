import { sdk } from '@stagedoor/client/audius-legacy'

const audiusSdk = sdk({ appName: 'Name of your app goes here' })

audiusSdk.oauth.init(
  (res) => {
    // This will run if the user logged in successfully.
    console.log('Log in success!', res)
    /**
     `res` will contain the following user information:
      {
        userId: number; // unique Audius user identifier
        email: string;
        name: string; // user's display name
        handle: string;
        verified: boolean; // whether the user has the Audius "verified" checkmark
        profilePicture: {"150x150": string, "480x480": string, "1000x1000": string } | null // URLs for the user's profile picture
        sub: number; // alias for userId
        iat: string; // timestamp for when auth was performed
      }
    **/
  },
  (err) => {
    // This will run if there was an error during the auth flow.
    console.log('Error :(', err)
    // `err` will contain the error message
  },
)

const observer = new MutationObserver((mutations_list) => {
  mutations_list.forEach((mutation) => {
    mutation.addedNodes.forEach((added_node) => {
      if (added_node.id === 'audius-login-button') {
        // Login button has rendered
        document.querySelector('#loading').remove()
        observer.disconnect()
      }
    })
  })
})
observer.observe(document.querySelector('#parent'), {
  subtree: false,
  childList: true,
})

audiusSdk.oauth.renderButton(document.getElementById('audiusLogInButton'), {
  size: 'large',
  corners: 'pill',
  customText: 'Continue with Audius',
})
