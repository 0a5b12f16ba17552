import { createToken } from './actions.ts'
import { ConnectToSoundcloudButton } from './connect-button.tsx'

// nextjs home page
export async function Home(props: { searchParams: Promise<{ [key: string]: string | string[] | undefined }> }) {
  // check for params - code will be in the url after user authorizes soundcloud
  const searchParams = await props.searchParams
  const code = searchParams.code
  // if code is in the url, we know user has authorized soundcloud and can create a token
  if (code) {
    // creates token with server action
    const userData = await createToken(code as string)
    console.log(userData)
  }

  // connect button user will have clicked in step 1
  return (
    <div className="flex flex-col gap-4">
      <ConnectToSoundcloudButton />
    </div>
  )
}
