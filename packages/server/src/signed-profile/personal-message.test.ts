import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { addressOf, isPrivateKey, recoverAddress, signPersonalMessage } from './personal-message.ts'

/** Signatures that other libraries have published. */
const vectors = [
  {
    source: 'web3.js 1.2, documentation of eth.accounts.sign',
    text: 'Some data',
    privateKey: '4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318',
    address: '0x2c7536e3605d9c16a7a3d7b1898e529396a65c23',
    signature:
      '0xb91467e570a6466aa9e9876cbcd013baba02900b8979d43fe208a4a4f339f5fd6007e74cd82e037b800186422fc2da167c747ef045e5d18a5f5d4300f8e1a0291c',
  },
  {
    source: '@metamask/eth-sig-util, tests of personalSign',
    text: 'Hello, world!',
    privateKey: '4af1bceebf7f3634ec3cff8a2c38e51178d5d4ce585c52d6043e5e2cc3418bb0',
    address: '0x29c76e6ad8f28bb1004902578fb108c507be341b',
    signature:
      '0x90a938f7457df6e8f741264c32697fc52f9a8f867c52dd70713d9d2d472f2e415d9c94148991bbe1f4a1818d1dff09165782749c877f5cf1eff4ef126e55714d1c',
  },
]

describe('a personal message', () => {
  it.each(vectors)('[EIP-191] is signed as by $source', ({ text, privateKey, address, signature }) => {
    const key = Buffer.from(privateKey, 'hex')
    expect(addressOf(key)).toBe(address)
    expect(signPersonalMessage(text, key)).toBe(signature)
  })

  it.each(vectors)('[EIP-191] tells who signed it, as by $source', ({ text, address, signature }) => {
    const bytes = Buffer.from(signature.slice(2), 'hex')
    const lowRecovery = Uint8Array.from(bytes)
    lowRecovery[64] = (bytes[64] ?? 0) - 27 // how hardware wallets write it

    expect(recoverAddress(text, bytes)).toBe(address)
    expect(recoverAddress(text, lowRecovery)).toBe(address)
    expect(recoverAddress(`${text}.`, bytes)).not.toBe(address)
  })

  it('[EIP-191] is counted in bytes, not in letters', () => {
    const key = createHash('sha256').update('a key').digest()
    const text = 'Zoë 👩‍🎤'
    expect(recoverAddress(text, Buffer.from(signPersonalMessage(text, key).slice(2), 'hex'))).toBe(addressOf(key))
  })

  it.each([
    ['64 bytes', new Uint8Array(64).fill(1)],
    ['66 bytes', new Uint8Array(66).fill(1)],
    ['no bytes', new Uint8Array()],
    ['r and s that are zero', Uint8Array.of(...new Uint8Array(64), 27)],
    ['r and s beyond the curve', Uint8Array.of(...new Uint8Array(64).fill(255), 27)],
    ['a recovery id that there is not', Uint8Array.of(...new Uint8Array(64).fill(1), 99)],
  ])('is signed by nobody when its signature is none: %s', (_, signature) => {
    expect(recoverAddress('text', signature)).toBeUndefined()
  })

  it('is not signed with a key that is none', () => {
    expect(isPrivateKey(new Uint8Array(32))).toBe(false)
    expect(isPrivateKey(new Uint8Array(32).fill(255))).toBe(false)
    expect(isPrivateKey(new Uint8Array(32).fill(1))).toBe(true)
  })
})
