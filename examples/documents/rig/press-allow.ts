import type { Page } from 'playwright-core'

/** Acts as an artist who is here for the first time: name, password, Allow. */
export async function pressAllow(page: Page, username = 'mira'): Promise<void> {
  await page.getByLabel(/user ?name|handle/i).fill(username)
  await page.getByLabel(/password/i).fill('stage-demo')
  await page.getByRole('button', { name: /^sign in$/i }).click()
  await page.getByRole('button', { name: /^allow/i }).click()
}

/** Opens an authorization URL, allows, and answers where the platform leads back to; nothing has to be there. */
export async function authorize(page: Page, url: string, redirectUri: string): Promise<URL> {
  const back = page.waitForResponse((response) => response.headers().location?.startsWith(redirectUri) ?? false)
  await page.goto(url)
  await pressAllow(page)
  return new URL((await back).headers().location ?? '')
}
