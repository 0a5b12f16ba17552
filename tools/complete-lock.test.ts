import { describe, expect, it } from 'vitest'
import { completePackages, readPlatformName } from './complete-lock.ts'

describe('the lock file', () => {
  it.each([
    ['@biomejs/cli-linux-x64-musl', { os: ['linux'], cpu: ['x64'], libc: ['musl'] }],
    ['@oxc-parser/binding-linux-arm-gnueabihf', { os: ['linux'], cpu: ['arm'], libc: ['glibc'] }],
    ['@oxc-parser/binding-win32-arm64-msvc', { os: ['win32'], cpu: ['arm64'] }],
    ['@oxc-parser/binding-wasm32-wasi', undefined],
    ['fsevents', undefined],
  ])('reads %s', (name, expected) => {
    expect(readPlatformName(name)).toEqual(expected)
  })

  it('gains the prebuilt packages it should name, and keeps those it has', () => {
    const tool = {
      version: '2.0.0',
      dev: true,
      optionalDependencies: { 'tool-darwin-arm64': '2.0.0', 'tool-linux-x64': '2.0.0', fsevents: '1.0.0' },
    }
    const packages = { 'node_modules/tool': tool, 'node_modules/tool-linux-x64': { version: '2.0.0' } }
    expect(completePackages(packages)).toEqual({
      ...packages,
      'node_modules/tool-darwin-arm64': { version: '2.0.0', dev: true, optional: true, os: ['darwin'], cpu: ['arm64'] },
    })
  })
})
