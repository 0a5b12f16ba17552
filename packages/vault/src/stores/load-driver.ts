/**
 * Loads the driver that a URL needs. Drivers are the app's own: who passes an open pool or client needs none from here.
 *
 * @throws TypeError that says which package is missing.
 */
export async function loadDriver<Driver>(name: string, load: () => Promise<Driver>): Promise<Driver> {
  try {
    return await load()
  } catch (cause) {
    throw new TypeError(`A store with a url needs the package ${name}: npm install ${name}`, { cause })
  }
}
