// Imports every entry of a consumer's packages, and says what that did besides: `node watch-imports.mjs [{"entry": "…", "portable": true}, …]`.

/**
 * What a module of a browser package has no business with before somebody calls it. `document` and the like are not here: Node has none, so
 * more than asking whether there is one ends the import.
 */
const WATCHED = [
  'BroadcastChannel',
  'EventSource',
  'WebSocket',
  'Worker',
  'XMLHttpRequest',
  'addEventListener',
  'caches',
  'console',
  'crypto',
  'customElements',
  'fetch',
  'indexedDB',
  'localStorage',
  'navigator',
  'postMessage',
  'process',
  'queueMicrotask',
  'requestAnimationFrame',
  'sessionStorage',
  'setImmediate',
  'setInterval',
  'setTimeout',
]

const print = console.log
const root = import.meta.dirname
const prepare = Error.prepareStackTrace

/** Names the file of ours that asked; `undefined` when it was Node, or a package that a user brings. */
function findCaller() {
  Error.prepareStackTrace = (_, sites) => sites
  const { stack } = new Error()
  Error.prepareStackTrace = prepare
  const files = stack.map((site) => site.getFileName()?.replace('file://', '') ?? '')
  return files.slice(1).find((file) => file.startsWith(root) && !file.endsWith('watch-imports.mjs') && /\/@?stagedoor\//.test(file))
}

const touched = new Set()
for (const name of WATCHED) {
  const own = Object.getOwnPropertyDescriptor(globalThis, name)
  Object.defineProperty(globalThis, name, {
    configurable: true,
    get() {
      const caller = findCaller()
      if (caller !== undefined) touched.add(`${caller.slice(root.length)} touches ${name}`)
      return own?.get === undefined ? own?.value : own.get.call(globalThis)
    },
    set: own?.set,
  })
}

const globals = new Set(Object.getOwnPropertyNames(globalThis))
for (const { entry, portable } of JSON.parse(process.argv[2] ?? '[]')) {
  touched.clear()
  try {
    const names = Object.keys(await import(entry))
    if (names.length === 0 && !entry.endsWith('/ports')) print(`${entry} exports nothing`)
  } catch (error) {
    print(`${entry} cannot be imported: ${error.message}`)
  }
  if (portable) for (const act of touched) print(`importing ${entry}: ${act}`)
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (!globals.has(name)) print(`importing ${entry} makes a global ${name}`)
    globals.add(name)
  }
}
// Whatever is left running would keep this process alive, and that of a user.
for (const resource of process.getActiveResourcesInfo())
  if (!/Wrap$|^CloseReq$/.test(resource)) print(`importing leaves a ${resource} behind`)
