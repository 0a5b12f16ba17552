/** The document's own words: "Create your own endpoint to handle obtaining access code." This is the call to it. */
export async function createToken(code: string): Promise<unknown> {
  const response = await fetch(`${process.env.BACKEND_URL}/soundcloud/token?code=${encodeURIComponent(code)}`)
  return response.json()
}
