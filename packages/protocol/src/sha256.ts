import { computeSha256 } from './compute-sha256.ts'

/**
 * Hashes with SHA-256, as {@link computeSha256} does.
 *
 * A name of its own, because the file behind it is also an entry: a client loads that when it meets a browser without WebCrypto, and a bundler
 * would put into the client what this room's entry passes on as it is.
 */
export const sha256: typeof computeSha256 = computeSha256
