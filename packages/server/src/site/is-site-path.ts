/** Tells the addresses of the site, below the server's base URL, from all others: by their first segment. */
export function isSitePath(path: string): boolean {
  return /^\/(?:account|apps|developers|logos|secret-scanning)(?:\/|$)/.test(path)
}
