import { configurationError } from '../../stagedoor-error.ts'

/** How calls travel. */
export interface AudiotoolTransport {
  /** Where the platform runs when it is not the real one. */
  readonly baseUrl?: string
  readonly fetch?: typeof globalThis.fetch
}

/** Loads the validator of documents: a part of the real SDK. */
export interface WasmLoader {
  executeRuntime(): Promise<void>
  loadModule(): Promise<WebAssembly.Module>
}

/** Makes the transport of a server: its own `fetch`, unless another one is given. */
export function createNodeTransport(options: AudiotoolTransport = {}): AudiotoolTransport {
  return options
}

/** Makes a loader that has nothing to load: opening documents stays with `@audiotool/nexus`. Both its methods reject with `configuration`. */
export function createDiskWasmLoader(): WasmLoader {
  const refuse = async (): Promise<never> => {
    throw configurationError('The validator of documents comes with @audiotool/nexus.')
  }
  return { executeRuntime: refuse, loadModule: refuse }
}
