import { fileURLToPath } from 'node:url'
import { createCertificateAuthority } from './certificate-authority.ts'
import { makeCertificateFolder } from './certificate-folder.ts'
import { buildCommandEnvironment } from './command-environment.ts'
import type { PlatformHosts } from './platform-hosts.ts'
import { startProxy } from './proxy.ts'
import type { Reach } from './routes.ts'
import { startTlsFront } from './tls-front.ts'

/** The platforms' host names lead to the emulator, for every program that runs in {@link environment}. */
export interface Detour {
  /** What such a program's environment is; begins as the one given. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Ends every connection and deletes what was written. */
  close(): Promise<void>
}

export interface DetourOptions {
  /** At least one of them secure. */
  readonly hosts: PlatformHosts
  readonly reach: Reach
  /** On 127.0.0.1. */
  readonly emulatorPort: number
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Epoch seconds. */
  readonly now: number
}

const preloadPath = fileURLToPath(new URL('./redirect-connections.cjs', import.meta.url))

/** Makes a certificate for the hosts, and starts what stands at them: a TLS front and a proxy, on 127.0.0.1. */
export async function startDetour({ hosts, reach, emulatorPort, environment, now }: DetourOptions): Promise<Detour> {
  // Not kept: once it has issued this one certificate, nobody can issue another.
  const authority = createCertificateAuthority(hosts.secure, now)
  const certificate = authority.issue(hosts.secure)
  const tlsFront = await startTlsFront(certificate, emulatorPort)
  const proxy = await startProxy({ hosts, reach, tlsFrontPort: tlsFront.port, emulatorPort, environment })
  const folder = makeCertificateFolder(authority.certificatePem, environment)
  return {
    environment: buildCommandEnvironment(environment, {
      hosts,
      reach,
      emulatorPort,
      tlsFrontPort: tlsFront.port,
      proxyPort: proxy.port,
      publicKeyDigest: certificate.publicKeyDigest,
      preloadPath,
      certificateFiles: folder.files,
    }),
    async close() {
      folder.remove()
      await Promise.all([proxy.close(), tlsFront.close()])
    },
  }
}
