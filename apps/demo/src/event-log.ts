const list = document.querySelector('#log')

/** Adds a line to "What happened", newest last. */
export function tell(text: string): void {
  const line = document.createElement('li')
  line.textContent = `${new Date().toLocaleTimeString()}  ${text}`
  list?.append(line)
}
