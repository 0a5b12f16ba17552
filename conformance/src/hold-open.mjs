// Run by `stagedoor run`: tells what a program under it is given, and stays until its stdin ends.
process.stdout.write(`${JSON.stringify(process.env)}\n`)
process.stdin.resume()
process.stdin.once('end', () => process.exit(0))
