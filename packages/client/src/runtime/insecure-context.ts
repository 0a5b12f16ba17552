/** What a browser withholds from pages that it calls insecure, done by hand. A file of its own, because other pages never load it. */
export { computeSha256 } from '@stagedoor/protocol/compute-sha256'
export { withLockOfOurs } from './lock-of-ours.ts'
