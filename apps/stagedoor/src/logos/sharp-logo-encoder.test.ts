import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { createSharpLogoEncoder } from './sharp-logo-encoder.ts'

const { encode } = createSharpLogoEncoder()
const red = { create: { width: 40, height: 20, channels: 3 as const, background: '#ff0000' } }

async function encoded(file: Uint8Array): Promise<Uint8Array> {
  const result = await encode(file)
  if (result.outcome !== 'encoded') throw new Error(result.reason)
  return result.body
}

describe('a logo', () => {
  it.each(['png', 'jpeg', 'webp', 'gif'] as const)('is drawn anew from %s: 256 pixels square, on nothing', async (format) => {
    const body = await encoded(await sharp(red).toFormat(format).toBuffer())

    const { data, info } = await sharp(body).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
    const pixel = (x: number, y: number): readonly number[] => [...data.subarray((y * 256 + x) * 4, (y * 256 + x) * 4 + 4)]
    expect([(await sharp(body).metadata()).format, info.width, info.height]).toEqual(['webp', 256, 256])
    expect(pixel(128, 4)[3]).toBe(0)
    expect(pixel(128, 128)[0]).toBeGreaterThan(240)
    expect(pixel(128, 128)[3]).toBe(255)
  })

  it('keeps nothing of the file but pixels: no place, no camera, no comment, no second picture', async () => {
    const secret = 'GPS 52.5200 N and a comment'
    const file = await sharp(red)
      .withExif({ IFD0: { Copyright: secret, ImageDescription: '<script>alert(1)</script>' } })
      .jpeg()
      .toBuffer()
    expect(Buffer.from(file).includes(secret)).toBe(true)

    const body = Buffer.from(await encoded(Buffer.concat([file, Buffer.from('<script>alert(1)</script>')])))

    expect(body.includes(secret)).toBe(false)
    expect(body.includes('script')).toBe(false)
    expect((await sharp(body).metadata()).exif).toBeUndefined()
  })

  it('stands upright, as the camera meant it', async () => {
    const half = await sharp(red).extend({ bottom: 20, background: '#0000ff' }).png().toBuffer()
    const turned = await sharp(half).withMetadata({ orientation: 3 }).jpeg().toBuffer()

    const { data } = await sharp(await encoded(turned))
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect(data[(20 * 256 + 128) * 4 + 2]).toBeGreaterThan(200) // blue is on top now
  })

  it.each([
    ['an SVG with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['a page', '<!doctype html><title>x</title>'],
    ['a PDF', '%PDF-1.7'],
    ['nothing', ''],
    ['a TIFF', 'II*\u0000'],
  ])('is refused when the file is %s, whatever it is called', async (_name, text) => {
    expect(await encode(Buffer.from(text, 'latin1'))).toEqual({ outcome: 'refused', reason: 'not_an_image' })
  })

  it('is refused when the file only begins as a picture does', async () => {
    const whole = await sharp(red).png().toBuffer()

    expect(await encode(whole.subarray(0, 40))).toEqual({ outcome: 'refused', reason: 'broken' })
    expect(await encode(Buffer.from('\x89PNG\r\n\x1a\n<script>', 'latin1'))).toEqual({ outcome: 'refused', reason: 'broken' })
  })

  it('is refused when a few kilobytes would unpack to gigabytes, without unpacking them', async () => {
    const bomb = pngOf(30_000, 30_000)
    expect(bomb.length).toBeLessThan(20_000)
    const before = process.memoryUsage().rss

    const result = await encode(bomb)

    expect(result).toEqual({ outcome: 'refused', reason: 'too_many_pixels' })
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024)
  })

  it('waits its turn, but for so many before it', async () => {
    const file = await sharp(red).png().toBuffer()

    const outcomes = (await Promise.all(Array.from({ length: 50 }, () => encode(file)))).map((result) =>
      result.outcome === 'encoded' ? 'encoded' : result.reason,
    )

    expect(outcomes.filter((outcome) => outcome === 'encoded')).toHaveLength(20)
    expect(outcomes.filter((outcome) => outcome === 'busy')).toHaveLength(30)
    expect((await encode(file)).outcome).toBe('encoded')
  })

  it('is refused when it has more pixels than 4096 by 4096', async () => {
    const wide = await sharp({ create: { width: 8200, height: 2100, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()

    expect(await encode(wide)).toEqual({ outcome: 'refused', reason: 'too_many_pixels' })
  })
})

/** A PNG whose head promises a size, and whose data is a few rows of it. */
function pngOf(width: number, height: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([1, 0, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    ...[chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.alloc(10_000_000), { level: 9 })), chunk('IEND', Buffer.alloc(0))],
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
