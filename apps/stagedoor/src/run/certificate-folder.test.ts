import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { makeFolder } from '../../test/run-command.ts'
import { type CertificateFolder, makeCertificateFolder } from './certificate-folder.ts'

function make(environment: Readonly<Record<string, string>>): CertificateFolder {
  const folder = makeCertificateFolder('THE AUTHORITY\n', environment)
  onTestFinished(() => folder.remove())
  return folder
}

const read = (folder: CertificateFolder, name: string): string => readFileSync(folder.files[name] ?? '', 'utf8')

describe('the certificate files', () => {
  it('hold the roots of the system and the authority, and for Node the authority alone', () => {
    const folder = make({})

    expect(Object.keys(folder.files)).toEqual(['SSL_CERT_FILE', 'CURL_CA_BUNDLE', 'REQUESTS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'])
    for (const name of ['SSL_CERT_FILE', 'CURL_CA_BUNDLE', 'REQUESTS_CA_BUNDLE']) {
      expect(read(folder, name).split('BEGIN CERTIFICATE').length).toBeGreaterThan(50)
      expect(read(folder, name)).toMatch(/\nTHE AUTHORITY\n$/)
    }
    expect(read(folder, 'NODE_EXTRA_CA_CERTS').trim()).toBe('THE AUTHORITY')
  })

  it('hold what each program trusted before, and nothing that only another did', () => {
    const own = makeFolder()
    for (const name of ['curl', 'openssl', 'node']) writeFileSync(join(own, name), `ROOTS OF ${name}`)
    const folder = make({
      CURL_CA_BUNDLE: join(own, 'curl'),
      SSL_CERT_FILE: join(own, 'openssl'),
      REQUESTS_CA_BUNDLE: join(own, 'missing'),
      NODE_EXTRA_CA_CERTS: join(own, 'node'),
    })

    expect(read(folder, 'CURL_CA_BUNDLE')).toBe('ROOTS OF curl\nTHE AUTHORITY\n')
    expect(read(folder, 'SSL_CERT_FILE')).toBe('ROOTS OF openssl\nTHE AUTHORITY\n')
    expect(read(folder, 'REQUESTS_CA_BUNDLE')).toBe('ROOTS OF openssl\nTHE AUTHORITY\n')
    expect(read(folder, 'NODE_EXTRA_CA_CERTS')).toBe('ROOTS OF node\nTHE AUTHORITY\n')
  })

  it('lie in a folder for this account alone, which is gone when it is removed', () => {
    const folder = make({})
    const path = dirname(folder.files.SSL_CERT_FILE ?? '')
    const modes = [path, ...readdirSync(path).map((name) => join(path, name))].map((each) => statSync(each).mode & 0o777)
    folder.remove()

    expect(modes[0]).toBe(0o700)
    for (const mode of modes.slice(1)) expect(mode).toBe(0o600)
    expect(() => statSync(path)).toThrow('ENOENT')
  })
})
