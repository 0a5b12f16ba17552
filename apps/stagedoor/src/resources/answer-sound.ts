import { hash } from 'node:crypto'
import type { HttpRequest, HttpResponse } from '@stagedoor/server'

const SAMPLE_RATE = 8000
const SECONDS = 4
const HEADER_BYTES = 44
const SEMITONES = [0, 3, 7, 10, 12, 15]

/**
 * Answers with a sound that a player can load: four seconds of an arpeggio, mono, 8 bit, another for every name.
 * A player that seeks asks for a part (RFC 9110 §14.2).
 */
export function answerSound({ headers }: HttpRequest, name: string): HttpResponse {
  const sound = drawSound(name)
  const type = { 'Content-Type': 'audio/wav', 'Accept-Ranges': 'bytes' }
  const range = typeof headers['range'] === 'string' ? /^bytes=(\d{1,9})-(\d{0,9})$/.exec(headers['range']) : null
  if (range === null) return { status: 200, headers: type, body: sound }
  const first = Number(range[1])
  const last = Math.min(range[2] === '' ? sound.length - 1 : Number(range[2]), sound.length - 1)
  if (first > last) return { status: 416, headers: { ...type, 'Content-Range': `bytes */${sound.length}` }, body: '' }
  const contentRange = { 'Content-Range': `bytes ${first}-${last}/${sound.length}` }
  return { status: 206, headers: { ...type, ...contentRange }, body: sound.subarray(first, last + 1) }
}

/** Size of every such sound. */
export const soundBytes: number = HEADER_BYTES + SAMPLE_RATE * SECONDS

function drawSound(name: string): Uint8Array {
  const seed = hash('sha256', name, 'buffer')
  const bytes = Buffer.alloc(soundBytes)
  writeHeader(bytes)
  for (let index = 0; index < SAMPLE_RATE * SECONDS; index++) {
    const step = Math.floor((index / SAMPLE_RATE) * 4)
    const semitone = SEMITONES[(seed[step % seed.length] ?? 0) % SEMITONES.length] ?? 0
    const frequency = 220 * 2 ** (semitone / 12)
    const fade = 1 - ((index / SAMPLE_RATE) * 4 - step)
    bytes[HEADER_BYTES + index] = 128 + Math.round(60 * fade * Math.sin((2 * Math.PI * frequency * index) / SAMPLE_RATE))
  }
  return bytes
}

/** The header of a RIFF WAVE file with one PCM chunk. */
function writeHeader(bytes: Buffer): void {
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(SAMPLE_RATE, 24)
  bytes.writeUInt32LE(SAMPLE_RATE, 28)
  bytes.writeUInt16LE(1, 32)
  bytes.writeUInt16LE(8, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(bytes.length - HEADER_BYTES, 40)
}
