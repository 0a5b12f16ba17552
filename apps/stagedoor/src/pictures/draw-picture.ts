import { createHash } from 'node:crypto'

const SIDE = 480
const BARS = 15

/** Draws a profile picture: a waveform in two colours that belong to this account. The same account gets the same picture everywhere. */
export function drawPicture(platformId: string, username: string, side: number): string {
  const bytes = createHash('sha256').update(`${platformId}/${username}`).digest()
  const hue = Math.round(((bytes[0] ?? 0) / 256) * 360)
  const turn = 40 + ((bytes[1] ?? 0) % 80)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}" width="${side}" height="${side}">`,
    `<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1">`,
    `<stop stop-color="hsl(${hue} 70% 52%)"/><stop offset="1" stop-color="hsl(${(hue + turn) % 360} 75% 34%)"/>`,
    `</linearGradient></defs>`,
    `<rect width="${SIDE}" height="${SIDE}" fill="url(#g)"/>`,
    `<g fill="#fff" fill-opacity=".9">${drawBars(bytes.subarray(2))}</g>`,
    '</svg>',
  ].join('')
}

function drawBars(bytes: Uint8Array): string {
  const step = (SIDE * 0.7) / BARS
  return Array.from({ length: BARS }, (_, index) => {
    // Louder towards the middle, as a track is.
    const swell = Math.sin(((index + 0.5) / BARS) * Math.PI)
    const height = Math.round(SIDE * (0.06 + 0.5 * swell * (0.35 + (0.65 * (bytes[index] ?? 0)) / 255)))
    const x = (SIDE * 0.15 + index * step + step * 0.2).toFixed(1)
    return `<rect x="${x}" y="${(SIDE - height) / 2}" width="${(step * 0.6).toFixed(1)}" height="${height}" rx="${(step * 0.3).toFixed(1)}"/>`
  }).join('')
}
