import type { Vault } from '@stagedoor/vault'
import express, { type Express, type Request, type Response } from 'express'

/** What the app is made of. */
export interface AppParts {
  readonly vault: Vault
  /** Where SoundCloud's API is. */
  readonly api: string
  /** Stands for your own login: whose request is this? */
  readonly userIdOf: (req: Request) => string | null
}

/** The document's routes. What it kept in a table of tokens is in the vault. */
export function createApp({ vault, api, userIdOf }: AppParts): Express {
  const app = express()

  // where the document's button links to: state and verifier are new for each sign-in, and this browser's alone
  app.get('/soundcloud/connect', async (req: Request, res: Response) => {
    try {
      const { url, binding } = await vault.connect(requireUser(userIdOf(req)), 'soundcloud')
      res.cookie('soundcloud-binding', binding, { httpOnly: true, sameSite: 'lax', secure: req.secure })
      res.redirect(url)
    } catch (e) {
      sendError(res, 'Error connecting', e)
    }
  })

  // route for getting and storing auth token
  app.get('/soundcloud/token', async (req: Request, res: Response) => {
    try {
      const [, binding] = /(?:^|; )soundcloud-binding=([^;]+)/.exec(req.headers.cookie ?? '') ?? []
      const { connection } = await vault.finish(req.url, { userId: requireUser(userIdOf(req)), binding })
      const { account, status } = connection
      res.status(201).json({ account, status })
    } catch (e) {
      sendError(res, 'Error getting token', e)
    }
  })

  // route querying soundcloud api
  app.get('/soundcloud/me', async (req: Request, res: Response) => {
    try {
      // get token from DB: refreshed, if it has to be
      const connection = await vault.connection(requireUser(userIdOf(req)), 'soundcloud')

      // query soundcloud api
      const me = await connection.fetch(`${api}/me`)

      // return response
      res.status(me.status).json(await me.json())
    } catch (e) {
      sendError(res, 'Error getting me', e)
    }
  })

  // what the document has no route for
  app.post('/soundcloud/disconnect', async (req: Request, res: Response) => {
    try {
      const connection = await vault.connection(requireUser(userIdOf(req)), 'soundcloud')
      res.json(await connection.disconnect())
    } catch (e) {
      sendError(res, 'Error disconnecting', e)
    }
  })

  return app
}

class Nobody extends Error {
  readonly code = 'nobody'
}

function requireUser(userId: string | null): string {
  if (userId === null) throw new Nobody('Sign in to this app first.')
  return userId
}

/** As in the document, with what the page can do about it: `session_ended` and `not_signed_in` show the button, a 503 says to try again. */
function sendError(res: Response, message: string, error: unknown): void {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  const isLater = error instanceof Error && 'retryable' in error && error.retryable === true
  const asksForButton = code === 'session_ended' || code === 'not_signed_in' || code === 'nobody'
  res.status(isLater ? 503 : asksForButton ? 401 : 500).json({ message, code })
}
