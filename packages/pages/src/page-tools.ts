import { createHash } from 'node:crypto'
import type { PageFrame, Pages } from '@stagedoor/server/ports'
import { doorFile } from './icons.ts'
import { messagesFor } from './messages/index.ts'
import type { AssetPaths, PageTools } from './page-document.ts'
import { formatColour } from './style/colour.ts'
import { type Look, lookColours, lookStylesheet } from './style/look-stylesheet.ts'
import { stylesheet } from './style/stylesheet.ts'

export interface PagesOptions {
  /**
   * Looks of the platforms that will be shown, so that their files are in `assets` from the start.
   * A look that is met first on a page gets its files then; name them here when several processes serve one site.
   */
  readonly looks?: readonly Look[]
}

/** What all pages of one server share: their words, and their files. */
export interface SharedTools {
  readonly assets: Pages['assets']
  readonly toolsFor: (frame: PageFrame) => PageTools
}

/** Makes the files of the looks that are known. */
export function createSharedTools({ looks = [] }: PagesOptions): SharedTools {
  const assets = new Map<string, { readonly contentType: string; readonly body: string }>()
  const pathsByLook = new Map<string, AssetPaths>()

  const publish = (extension: string, contentType: string, body: string): string => {
    const path = `/assets/stagedoor-${createHash('sha256').update(body).digest('hex').slice(0, 16)}.${extension}`
    assets.set(path, { contentType, body })
    return path
  }
  const assetsOf = (look: Look): AssetPaths => {
    const key = `${look.accent} ${look.onAccent}`
    const known = pathsByLook.get(key)
    if (known !== undefined) return known
    const paths = {
      stylesheet: publish('css', 'text/css; charset=utf-8', lookStylesheet(look) + stylesheet),
      icon: publish('svg', 'image/svg+xml', doorFile(formatColour(lookColours(look).accent))),
    }
    pathsByLook.set(key, paths)
    return paths
  }
  const toolsFor = ({ language, platform }: PageFrame): PageTools => ({ messages: messagesFor(language), assets: assetsOf(platform) })

  for (const look of looks) assetsOf(look)
  return { assets, toolsFor }
}
