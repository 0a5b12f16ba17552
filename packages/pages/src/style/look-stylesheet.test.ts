import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Colour, contrast, formatColour, parseColour } from './colour.ts'
import { lookStylesheet } from './look-stylesheet.ts'

const colours = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).map(formatColour)

/** The variables of one scheme, by name. */
function readVariables(css: string, scheme: 'light' | 'dark'): (name: string) => Colour {
  const block = css.split('@media')[scheme === 'light' ? 0 : 1] ?? ''
  const values = new Map(Array.from(block.matchAll(/--([\w-]+):(#[0-9a-f]{6})/g), ([, name = '', value = '']) => [name, value]))
  return (name) => {
    const colour = parseColour(values.get(name) ?? '')
    if (colour === null) throw new Error(`No colour ${name}`)
    return colour
  }
}

describe('the colours of a look', () => {
  it.each(['light', 'dark'] as const)('[WCAG 2.2 §1.4.3] can be read in %s, whatever a platform chose', (scheme) => {
    const ink = scheme === 'light' ? ['#1c1a20', '#5c5762'] : ['#f3f0f5', '#b5afbb']
    fc.assert(
      fc.property(colours, colours, (accent, onAccent) => {
        const colour = readVariables(lookStylesheet({ accent, onAccent }), scheme)
        expect(contrast(colour('accent'), colour('on-accent'))).toBeGreaterThanOrEqual(4.5)
        for (const ground of ['card', 'page', 'tint']) {
          expect(contrast(colour('accent-ink'), colour(ground))).toBeGreaterThanOrEqual(4.5)
          for (const text of ink) expect(contrast(parseColour(text) ?? [0, 0, 0], colour(ground))).toBeGreaterThanOrEqual(4.5)
        }
      }),
      {
        examples: [
          ['#000000', '#000000'],
          ['#ffffff', '#ffffff'],
          ['#ffee00', '#ffffff'],
          ['#7e1bcc', '#ffffff'],
        ],
      },
    )
  })

  it('[WCAG 2.2 §1.4.11] let a button be told from the card', () => {
    fc.assert(
      fc.property(colours, fc.constantFrom('light' as const, 'dark' as const), (accent, scheme) => {
        const colour = readVariables(lookStylesheet({ accent, onAccent: '#ffffff' }), scheme)
        expect(contrast(colour('accent'), colour('card'))).toBeGreaterThanOrEqual(3)
      }),
    )
  })

  it('are those of the platform where these can be read', () => {
    const css = lookStylesheet({ accent: '#7E1BCC', onAccent: '#fff' })

    expect(css).toContain('--accent:#7e1bcc;--on-accent:#ffffff;--accent-ink:#7e1bcc')
  })

  it('are those of the house when a description has something else, so that nothing of it gets into the stylesheet', () => {
    const hostile = 'red;}body{background:url(https://evil.example)'

    expect(lookStylesheet({ accent: hostile, onAccent: '#fff' })).toBe(lookStylesheet({ accent: '#8a4b08', onAccent: '#ffffff' }))
    expect(lookStylesheet({ accent: '#fff', onAccent: hostile })).not.toContain('evil')
  })
})
