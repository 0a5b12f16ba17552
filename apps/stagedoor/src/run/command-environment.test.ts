import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeFolder, spawnCommand } from '../../test/run-command.ts'
import { buildCommandEnvironment } from './command-environment.ts'

const facts = {
  hosts: { secure: ['api.audius.co', 'auphonic.com'], plain: ['audius-api'] },
  reach: 'everywhere' as const,
  tlsFrontPort: 1001,
  emulatorPort: 1002,
  proxyPort: 1003,
  publicKeyDigest: 'ab/+c=',
  preloadPath: '/here/preload.cjs',
  certificateFiles: { SSL_CERT_FILE: '/tmp/trusted.pem' },
}

describe('the environment of a command', () => {
  it('holds all that a program reads, in both spellings', () => {
    const environment = buildCommandEnvironment({ HOME: '/home/me' }, facts)
    const proxy = 'http://127.0.0.1:1003'
    const noProxy = '127.0.0.1,localhost,::1'

    expect(environment).toEqual({
      HOME: '/home/me',
      HTTP_PROXY: proxy,
      http_proxy: proxy,
      HTTPS_PROXY: proxy,
      https_proxy: proxy,
      ALL_PROXY: proxy,
      all_proxy: proxy,
      NO_PROXY: noProxy,
      no_proxy: noProxy,
      SSL_CERT_FILE: '/tmp/trusted.pem',
      NODE_OPTIONS: '--require "/here/preload.cjs"',
      STAGEDOOR_DETOURS: JSON.stringify({
        'api.audius.co': { 80: 1003, 443: 1001 },
        'auphonic.com': { 80: 1003, 443: 1001 },
        'audius-api': { 80: 1002 },
      }),
      STAGEDOOR_REACH: 'everywhere',
      STAGEDOOR_PROXY: proxy,
      STAGEDOOR_CHROMIUM_SWITCHES: `--proxy-server=${proxy} --ignore-certificate-errors-spki-list=ab/+c=`,
    })
  })

  it('keeps the Node options that were there', () => {
    expect(buildCommandEnvironment({ NODE_OPTIONS: '--enable-source-maps' }, facts).NODE_OPTIONS).toBe(
      '--enable-source-maps --require "/here/preload.cjs"',
    )
  })

  it.each([
    ['intranet,.corp.example', '127.0.0.1,localhost,::1,intranet,.corp.example'],
    ['localhost 10.0.0.1', '127.0.0.1,localhost,::1,10.0.0.1'],
    ['*', '127.0.0.1,localhost,::1'],
    ['.audius.co,auphonic.com:443,audius-api,audius.com', '127.0.0.1,localhost,::1,audius.com'],
  ])('keeps of NO_PROXY=%s what leads no platform past us', (noProxy, expected) => {
    expect(buildCommandEnvironment({ NO_PROXY: noProxy }, facts)).toMatchObject({ NO_PROXY: expected, no_proxy: expected })
  })

  it('keeps nothing of NO_PROXY when the command is to stay on this machine', () => {
    const environment = buildCommandEnvironment({ no_proxy: 'intranet' }, { ...facts, reach: 'this-machine' })

    expect([environment.NO_PROXY, environment.STAGEDOOR_REACH]).toEqual(['127.0.0.1,localhost,::1', 'this-machine'])
  })

  it('names the preload so that Node finds it wherever it lies', async () => {
    const folder = join(makeFolder(), 'my "own" folder\\here')
    mkdirSync(folder)
    const preloadPath = join(folder, 'preload.cjs')
    writeFileSync(preloadPath, 'globalThis.isLoaded = true')
    const { NODE_OPTIONS = '' } = buildCommandEnvironment({}, { ...facts, preloadPath })
    const { stdout } = await spawnCommand(process.execPath, ['-p', 'isLoaded'], { NODE_OPTIONS }).ended

    expect(stdout).toBe('true\n')
  })
})
