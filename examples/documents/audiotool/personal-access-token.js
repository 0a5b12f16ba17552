import { createAudiotoolClient, createDiskWasmLoader, createNodeTransport } from '@stagedoor/client/audiotool'

const client = await createAudiotoolClient({
  auth: process.env.AUDIOTOOL_PAT, // at_pat_238u098i23...
  transport: createNodeTransport(),
  wasm: createDiskWasmLoader(),
})

console.log(JSON.stringify(await client.projects.listProjects({})))
