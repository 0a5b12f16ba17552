/** Exit code of what Ctrl-C ended, as a shell says it. */
export const INTERRUPTED = 130
