import { type Colour, contrast, formatColour, inkOn, mix, parseColour, readableOn } from './colour.ts'

/** A platform's colours, as its description gives them. */
export interface Look {
  readonly accent: string
  readonly onAccent: string
}

export interface LookColours {
  readonly accent: Colour
  readonly onAccent: Colour
}

/** The house's own look, for a description whose colours are not `#rgb` or `#rrggbb`. */
const HOUSE_COLOURS: LookColours = { accent: [138, 75, 8], onAccent: [255, 255, 255] }

/** Contrast that text needs (WCAG 2.2 §1.4.3). */
const TEXT_RATIO = 4.5
/** Contrast that a control's surface needs against what surrounds it (WCAG 2.2 §1.4.11). */
const CONTROL_RATIO = 3

interface Surroundings {
  readonly card: Colour
  /** How much of the accent is in a tinted surface. */
  readonly tint: number
  /** How much of the accent shines on the page behind the card. */
  readonly glow: number
  readonly page: Colour
}

const LIGHT: Surroundings = { card: [255, 255, 255], page: [245, 243, 239], tint: 0.08, glow: 0.16 }
const DARK: Surroundings = { card: [30, 28, 33], page: [18, 16, 20], tint: 0.14, glow: 0.3 }

/**
 * Makes the colour variables of a look, for light and dark.
 *
 * An accent that cannot be read is moved until it can: text reaches 4.5:1, a button 3:1 against the card. A button keeps
 * `onAccent` where that can be read, else gets black or white.
 */
export function lookStylesheet(look: Look): string {
  const colours = lookColours(look)
  return `:root{${variables(colours, LIGHT)}}\n@media (prefers-color-scheme:dark){:root{${variables(colours, DARK)}}}\n`
}

/** Reads the colours of a look, or of the house's own when one of them cannot be read. */
export function lookColours(look: Look): LookColours {
  const accent = parseColour(look.accent)
  const onAccent = parseColour(look.onAccent)
  return accent === null || onAccent === null ? HOUSE_COLOURS : { accent, onAccent }
}

function variables({ accent, onAccent }: LookColours, { card, page, tint, glow }: Surroundings): string {
  const tinted = mix(card, accent, tint)
  const grounds = [card, page, tinted]
  const fill = readableOn(card, accent, CONTROL_RATIO)
  const values: Readonly<Record<string, Colour>> = {
    card,
    page,
    tint: tinted,
    edge: mix(card, accent, tint * 3.5),
    glow: mix(page, accent, glow),
    accent: fill,
    'on-accent': contrast(fill, onAccent) >= TEXT_RATIO ? onAccent : inkOn(fill),
    'accent-ink': grounds.reduce((ink, ground) => readableOn(ground, ink, TEXT_RATIO), accent),
  }
  return Object.entries(values)
    .map(([name, colour]) => `--${name}:${formatColour(colour)}`)
    .join(';')
}
