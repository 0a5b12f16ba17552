/** What `stagedoor --help` prints. */
export const help = `stagedoor: app authorization for audio platforms

  stagedoor dev            Runs the platforms on this machine, with demo accounts.

    --port NUMBER          Where to listen on 127.0.0.1; 4700 by default, 0 picks a free one.
    --data-dir FOLDER      Keeps the data there; without it, a temporary folder that goes at the end.
    --platform ID          Only this platform (audius, standard); may be given again.
    --json                 Prints one line of JSON when ready, for scripts.

  stagedoor --version
  stagedoor --help`
