import type { LogoEncoder } from '@stagedoor/server/ports'
import type { Sharp, SharpOptions } from 'sharp'

const side = 256
/** 4096 by 4096: past it an innocent file of a few kilobytes unpacks to gigabytes. */
const mostPixels = 4096 * 4096
const longestSeconds = 5
/** Each waits with a megabyte in hand. */
const mostWaiting = 20

/**
 * Draws logos anew with libvips: the pixels of the first picture in the file, upright, fitted into a square on transparent ground.
 *
 * Formats are told by the file's own first bytes, so neither its name nor its Content-Type leads a decoder to it that nobody meant:
 * SVG (a document with scripts and links), PDF, TIFF, HEIF and all else never reach one. One at a time: a decoder is memory.
 */
export function createSharpLogoEncoder(): LogoEncoder {
  let turn: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return {
    encode(file) {
      if (!isKnownPicture(file)) return Promise.resolve({ outcome: 'refused', reason: 'not_an_image' })
      if (waiting >= mostWaiting) return Promise.resolve({ outcome: 'refused', reason: 'busy' })
      waiting += 1
      const encoded = turn
        .then(() => encode(file))
        .finally(() => {
          waiting -= 1
        })
      turn = encoded
      return encoded
    },
  }
}

async function encode(file: Uint8Array): ReturnType<LogoEncoder['encode']> {
  try {
    const open = await loadSharp()
    const { width, height } = await open(file, { limitInputPixels: false }).metadata() // reads the head of the file alone
    if (width * height > mostPixels) return { outcome: 'refused', reason: 'too_many_pixels' }
    const picture = open(file, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 })
    const drawn = picture.timeout({ seconds: longestSeconds }).autoOrient().resize(side, side, { fit: 'contain', background: '#0000' })
    return { outcome: 'encoded', body: new Uint8Array(await drawn.webp({ quality: 90 }).toBuffer()) }
  } catch {
    return { outcome: 'refused', reason: 'broken' }
  }
}

/** Loaded with the first logo: the library takes 30 MiB and a tenth of a second that most starts need not spend. */
async function loadSharp(): Promise<(file: Uint8Array, options: SharpOptions) => Sharp> {
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  return sharp
}

function isKnownPicture(file: Uint8Array): boolean {
  const start = Buffer.from(file.subarray(0, 12)).toString('latin1')
  return (
    start.startsWith('\x89PNG\r\n\x1a\n') ||
    start.startsWith('\xff\xd8\xff') ||
    /^GIF8[79]a/.test(start) ||
    /^RIFF[\s\S]{4}WEBP/.test(start)
  )
}
