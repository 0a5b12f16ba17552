import { loadLater } from '../load-later.ts'

/** Hashes with SHA-256: by WebCrypto, or by code of ours where there is none (an insecure origin), which is loaded only then. */
export async function webDigest(text: string): Promise<Uint8Array> {
  const subtle = globalThis.crypto?.subtle
  return subtle
    ? new Uint8Array(await subtle.digest('SHA-256', new TextEncoder().encode(text)))
    : (await loadLater(import('./insecure-context.ts'))).computeSha256(text)
}
