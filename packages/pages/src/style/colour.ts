/** Red, green and blue, each from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number]

const BLACK: Colour = [0, 0, 0]
const WHITE: Colour = [255, 255, 255]

/** Reads `#rgb` or `#rrggbb`; `null` for any other notation. */
export function parseColour(text: string): Colour | null {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text)
  const digits = short ? short.slice(1).map((digit) => digit + digit) : /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text)?.slice(1)
  if (!digits) return null
  const [red = 0, green = 0, blue = 0] = digits.map((pair) => Number.parseInt(pair, 16))
  return [red, green, blue]
}

/** Writes `#rrggbb`. */
export function formatColour(colour: Colour): string {
  return `#${colour.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`
}

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: Colour, other: Colour): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

/** Mixes two colours; `share` of the second, 0 to 1. Channels are whole numbers, so that what is measured is what is shown. */
export function mix(one: Colour, other: Colour, share: number): Colour {
  const channel = (a: number, b: number) => Math.round(a + (b - a) * share)
  return [channel(one[0], other[0]), channel(one[1], other[1]), channel(one[2], other[2])]
}

/** Moves a colour towards black or white, whichever `ground` needs, just until it reaches the ratio against it. */
export function readableOn(ground: Colour, colour: Colour, ratio: number): Colour {
  const end = contrast(ground, BLACK) > contrast(ground, WHITE) ? BLACK : WHITE
  for (let share = 0; share < 1; share += 0.02) {
    const candidate = mix(colour, end, share)
    if (contrast(ground, candidate) >= ratio) return candidate
  }
  return end
}

/** Black or white, whichever reads better on the ground; one of them always reaches 4.5. */
export function inkOn(ground: Colour): Colour {
  return contrast(ground, WHITE) >= contrast(ground, BLACK) ? WHITE : BLACK
}

/** Relative luminance (WCAG 2.2). */
function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
