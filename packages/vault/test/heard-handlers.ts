import type { VaultHandlers, Visitor } from '../src/web/vault-handlers.ts'

export interface Heard {
  readonly request: Request
  readonly body: string
  readonly visitor: Visitor | undefined
}

/** Stands for the handlers: what is proven here is the way to them, through a real Express. */
export class HeardHandlers implements VaultHandlers {
  readonly origin = 'https://app.example'
  readonly basePath = '/connections'
  readonly callbackPaths: readonly string[] = []
  heard: Heard | undefined
  failure: Error | undefined

  owns(pathname: string): boolean {
    return pathname.startsWith(this.basePath)
  }

  async fetch(request: Request, visitor?: Visitor): Promise<Response> {
    if (this.failure !== undefined) throw this.failure
    this.heard = { request, body: await request.text(), visitor }
    const headers = new Headers({ location: '/on' })
    for (const name of ['one', 'two']) headers.append('set-cookie', `${name}=1; HttpOnly`)
    return new Response(null, { status: 303, headers })
  }
}
