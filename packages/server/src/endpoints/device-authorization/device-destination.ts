/**
 * Where the answer to a device's sign-in goes, in the place of a redirect URI: to the device that shows this user code.
 *
 * No client can register one of these: a custom scheme goes on with a slash.
 */
export function deviceDestination(userCode: string): string {
  return `device:${userCode}`
}

/** The user code of such a destination; `undefined` for a redirect URI. */
export function findDeviceUserCode(destination: string): string | undefined {
  return /^device:([A-Z0-9]+)$/.exec(destination)?.[1]
}
