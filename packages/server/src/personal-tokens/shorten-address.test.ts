import { expect, it } from 'vitest'
import { shortenAddress } from './shorten-address.ts'

it.each([
  ['192.0.2.77', '192.0.2.0/24'],
  ['::ffff:192.0.2.77', '192.0.2.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
  ['2001:0db8::7', '2001:db8::/48'],
  ['2001::5', '2001::/48'],
  ['::1', '::/48'],
  ['fe80::1%eth0', 'fe80::/48'],
  ['2001:db8:0:1::', '2001:db8::/48'],
  ['not an address', null],
  [null, null],
])('shortens %s to %s', (address, network) => {
  expect(shortenAddress(address)).toBe(network)
})
