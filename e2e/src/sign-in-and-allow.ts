import type { Page } from 'playwright-core'

/** Types name and password on the platform's sign-in page, and presses the button. */
export async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel(/user ?name|handle/i).fill(username)
  await page.getByLabel(/password/i).fill(password)
  await page.getByRole('button', { name: /^sign in$/i }).click()
}

/** Acts as an artist who is here for the first time: name, password, Allow. */
export async function signInAndAllow(page: Page, username = 'mira', password = 'stage-demo'): Promise<void> {
  await signIn(page, username, password)
  await page.getByRole('button', { name: /^allow/i }).click()
}
