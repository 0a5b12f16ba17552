import { Link } from './link.tsx'

// btn to connect to soundcloud
export const ConnectToSoundcloudButton = () => {
  // clientId: The client ID you obtained during application registration.
  const clientId = process.env.NEXT_PUBLIC_CLIENT_ID
  // redirectUri: The URI you provided during application registration. After authentication, the user will be redirected to this URI. Your application should be prepared to receive and process the authorization code at this URI.
  const redirectUri = process.env.NEXT_PUBLIC_REDIRECT_URI
  // codeChallenge: A PKCE code challenge.
  const codeChallenge = process.env.NEXT_PUBLIC_CODE_CHALLENGE
  // state: A random string to protect against CSRF attacks - generate using crypto.randomUUID()
  const state = crypto.randomUUID()

  return (
    <Link
      href={`https://secure.soundcloud.com/authorize?client_id=${clientId}&redirect_uri=${redirectUri}&response_type=code&code_challenge=${codeChallenge}&code_challenge_method=S256&state=${state}`}
    >
      <button>Connect To Soundcloud</button>
    </Link>
  )
}
