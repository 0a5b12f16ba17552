import type { Page } from 'playwright-core'

/** Acts as the artist on the platform's pages: name, password, Allow. */
export async function signInAndAllow(page: Page, username = 'mira', password = 'stage-demo'): Promise<void> {
  await page.getByLabel(/user ?name|handle/i).fill(username)
  await page.getByLabel(/password/i).fill(password)
  await page.getByRole('button', { name: /^sign in$/i }).click()
  await page.getByRole('button', { name: /^allow/i }).click()
}
