import type { AuthorizationServerMetadata } from '@stagedoor/protocol'
import { PUBLIC_DOCUMENT_HEADERS } from '../../http/api-headers.ts'
import type { HttpResponse } from '../../http/http-message.ts'
import type { Endpoint } from '../../server-context.ts'

/** Serves the metadata document (RFC 8414 §3), written once. */
export function createMetadataEndpoint(metadata: AuthorizationServerMetadata): Endpoint {
  const answer: HttpResponse = { status: 200, headers: PUBLIC_DOCUMENT_HEADERS, body: Buffer.from(JSON.stringify(metadata)) }
  return () => answer
}
