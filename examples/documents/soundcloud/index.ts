import { Soundcloud } from '@stagedoor/client/soundcloud'
import express, { type Request, type Response } from 'express'
import { Token } from './token-model.ts'

const app = express()

// initialize soundcloud client
const sc = new Soundcloud(
  process.env.SOUNDCLOUD_CLIENT_ID as string,
  process.env.SOUNDCLOUD_CLIENT_SECRET as string,
  process.env.SOUNDCLOUD_REDIRECT_URI as string,
  process.env.PKCE_CODE_VERIFIER as string,
)

// route for getting and storing auth token
app.get('/soundcloud/token', async (req: Request, res: Response) => {
  try {
    // get token from soundcloud, req.query.code should be passed from your front end after the user has authorized the app
    const tokenRequest = await sc.token.getToken(req.query.code as string)

    // store token in db
    const token = new Token({
      // userId should be securely passed along with the request - the value here is a placeholder
      userId: '67a391e61cc9342bf0b895b1',
      ...tokenRequest,
    })
    await token.save()
    res.status(201).json(token)
  } catch (e) {
    res.status(500).json({ message: 'Error getting token' })
  }
})

// route querying soundcloud api
app.get('/soundcloud/me', async (req: Request, res: Response) => {
  try {
    // userId should be securely passed along with the request - the value here is a placeholder
    const userId = '67a391e61cc9342bf0b895b1'

    //get token form DB
    const token = await Token.findOne({ userId })

    // query soundcloud api
    const me = await sc.me.me(token?.access_token as string)

    // return response
    res.status(200).json(me)
  } catch (e) {
    res.status(500).json({ message: 'Error getting me' })
  }
})

export { app }
