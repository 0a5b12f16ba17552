import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'

/** Files by which programs are told to trust the throw-away authority, for as long as the folder exists. */
export interface CertificateFolder {
  /** Paths by the environment variable that names them. */
  readonly files: Readonly<Record<string, string>>
  /** Deletes it. */
  remove(): void
}

/** Each names a file that *replaces* a program's roots, so ours must hold those as well. OpenSSL's is also read by Python, Ruby, Go and curl. */
const rootVariables = ['SSL_CERT_FILE', 'CURL_CA_BUNDLE', 'REQUESTS_CA_BUNDLE']

/** Where systems keep their roots: Debian, Fedora, openSUSE, then Alpine, macOS and the BSDs. */
const systemRootFiles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
]

/**
 * Writes the authority's certificate, alone and together with the roots that a program would trust without us.
 *
 * The folder is this account's alone, holds public certificates only, and is gone at the end, also after a crash.
 */
export function makeCertificateFolder(
  certificatePem: string,
  environment: Readonly<Record<string, string | undefined>>,
): CertificateFolder {
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-run-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  const written = new Map<string, string>()
  const write = (roots: string): string => {
    const known = written.get(roots)
    if (known !== undefined) return known
    const path = join(folder, `trusted-${written.size + 1}.pem`)
    writeFileSync(path, `${roots}\n${certificatePem}`, { mode: 0o600 })
    written.set(roots, path)
    return path
  }
  const bundles = rootVariables.map((name) => [
    name,
    write(readFirst([environment[name], environment.SSL_CERT_FILE, ...systemRootFiles]) ?? rootCertificates.join('\n')),
  ])
  return {
    files: {
      ...Object.fromEntries(bundles),
      // Added to Node's roots, not in place of them.
      NODE_EXTRA_CA_CERTS: write(readFirst([environment.NODE_EXTRA_CA_CERTS]) ?? ''),
    },
    remove() {
      process.off('exit', remove)
      remove()
    },
  }
}

function readFirst(paths: readonly (string | undefined)[]): string | undefined {
  const found = paths.find((path) => path !== undefined && path !== '' && existsSync(path))
  return found === undefined ? undefined : readFileSync(found, 'utf8')
}
