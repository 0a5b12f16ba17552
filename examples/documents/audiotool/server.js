import { createAudiotoolClient, createDiskWasmLoader, createNodeTransport, createServerAuth } from '@stagedoor/client/audiotool'

// In your API route handler
export async function handler(req, res) {
  const { accessToken, refreshToken, expiresAt } = req.session

  const client = await createAudiotoolClient({
    auth: createServerAuth({
      accessToken,
      refreshToken,
      expiresAt,
      clientId: 'bd496109-d9b4-4b6a-8519-8b6ce88b58c5',
      // Persist refreshed tokens back to session
      onTokenRefresh: (newTokens) => {
        req.session = { ...req.session, ...newTokens }
      },
    }),
    transport: createNodeTransport(),
    wasm: createDiskWasmLoader(),
  })

  const projects = await client.projects.listProjects({})
  res.json(projects)
}
