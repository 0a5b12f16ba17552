/** Where the platforms of this demo run: `stagedoor dev`. */
export const emulator: string = import.meta.env.VITE_EMULATOR_URL ?? 'http://127.0.0.1:4700'
