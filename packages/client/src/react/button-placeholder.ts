import type { CSSProperties } from 'react'
import { findButtonLook } from '../button/button-looks.ts'

const SIZES: Readonly<Record<string, readonly [height: number, font: number]>> = { small: [20, 11], large: [40, 17], touch: [48, 17] }

/** What the button looks like before its script is there: the same box to the pixel, so that nothing moves when it comes. */
export function buttonPlaceholder({
  platform = null,
  size = '',
  corners,
  fullWidth,
}: {
  readonly platform?: string | null | undefined
  readonly size?: string | undefined
  readonly corners?: string | undefined
  readonly fullWidth?: boolean | undefined
}): CSSProperties {
  const { look } = findButtonLook(platform, undefined)
  const [height, font] = SIZES[size] ?? [28, 14]
  return {
    display: fullWidth ? 'block' : 'inline-block',
    boxSizing: 'border-box',
    maxWidth: '100%',
    height,
    padding: '0 calc(.85em + 1px) 0 calc(2.35em + 1px)',
    borderRadius: corners === 'pill' ? 99 : 4,
    background: look.accent,
    color: look.onAccent,
    font: `600 ${font}px/${height}px system-ui,sans-serif`,
    textAlign: 'center',
    verticalAlign: 'middle',
  }
}
