/**
 * Writes parameters as the text of a `multipart/form-data` body (RFC 7578); skips those that are `undefined`.
 *
 * Quotes and line breaks in a name are percent-encoded, as browsers do.
 *
 * @param boundary - At most 70 token characters (RFC 2046 §5.1.1).
 * @throws TypeError when the boundary is not one, or occurs in a value.
 */
export function formatMultipartParameters(entries: Iterable<readonly [name: string, value: string | undefined]>, boundary: string): string {
  if (!/^[\w'+.-]{1,70}$/.test(boundary)) throw new TypeError("A boundary is 1 to 70 letters, digits or -_.+'.")
  let body = ''
  for (const [name, value] of entries) {
    if (value === undefined) continue
    if (value.includes(`--${boundary}`)) throw new TypeError('The boundary occurs in a value.')
    body += `--${boundary}\r\nContent-Disposition: form-data; name="${name.replace(/["\r\n]/g, encodeURIComponent)}"\r\n\r\n${value}\r\n`
  }
  return `${body}--${boundary}--\r\n`
}
