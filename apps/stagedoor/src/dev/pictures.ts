import { hash } from 'node:crypto'

const folder = '/_pictures/'

/** Where a user's picture is; `{size}` stands for the size. */
export function pictureTemplate(url: string, platformId: string, username: string): string {
  return `${url}${folder}${platformId}/${encodeURIComponent(username)}/{size}.svg`
}

/** Draws the picture that a path asks for: the same for the same name, for ever. `undefined` for other paths. */
export function findPicture(path: string): string | undefined {
  const found = /^\/_pictures\/[\w-]+\/([^/]{1,300})\/(\d{2,4})x\d{2,4}\.svg$/.exec(path)
  const [, encoded, size] = found ?? []
  if (encoded === undefined || size === undefined) return undefined
  return drawPicture(hash('sha256', encoded, 'buffer'), size)
}

/** Two colours and three circles, all from the digest. */
function drawPicture(digest: Uint8Array, size: string): string {
  const at = (index: number, range: number): number => Math.round(((digest[index] ?? 0) / 255) * range)
  const hue = at(0, 360)
  const circles = [1, 2, 3].map((ring) => {
    const [x, y, radius] = [at(ring * 3, 100), at(ring * 3 + 1, 100), 18 + at(ring * 3 + 2, 30)]
    return `<circle cx="${x}" cy="${y}" r="${radius}" fill="hsl(${(hue + ring * 40) % 360} 70% ${50 + ring * 8}%)" fill-opacity=".75"/>`
  })
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 100 100">` +
    `<rect width="100" height="100" fill="hsl(${hue} 60% 35%)"/>${circles.join('')}</svg>`
  )
}
