'use client'
import {
  type CSSProperties,
  createElement,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { findButtonLook } from '../button/button-looks.ts'
import { type ButtonWords, findButtonWords } from '../button/button-words.ts'
import { defineStagedoorButton } from '../button/define-stagedoor-button.ts'
import type { ButtonChange, StagedoorButton as ButtonElement } from '../button/stagedoor-button.ts'
import type { LoginOptions, StagedoorClient } from '../stagedoor-client.ts'
import { buttonPlaceholder } from './button-placeholder.ts'
import { ClientContext } from './stagedoor-provider.ts'

/** What {@link StagedoorButton} takes. */
export interface StagedoorButtonProps {
  /** Default: that of the provider around. */
  readonly client?: StagedoorClient | undefined
  /** The id of one of ours, or a name; default: the client's. */
  readonly platform?: string | undefined
  /** 20, 28, 40, 48 pixels high; default `medium`. */
  readonly size?: 'small' | 'medium' | 'large' | 'touch' | undefined
  readonly corners?: 'default' | 'pill' | undefined
  readonly customText?: string | undefined
  readonly fullWidth?: boolean | undefined
  /** Default: that of the page, in a browser. Set it where a server renders a page that is not English. */
  readonly lang?: string | undefined
  readonly words?: Partial<ButtonWords> | undefined
  readonly loginOptions?: LoginOptions | undefined
  readonly onChange?: ((change: ButtonChange) => void) | undefined
  readonly className?: string | undefined
  readonly style?: CSSProperties | undefined
  /** An icon of yours: an element with `slot="icon"`. */
  readonly children?: ReactNode
}

/** Nothing is laid out on a server, and React 18 says so. */
const useBrowserLayoutEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect

/** The button as a component: the element `<stagedoor-button>`, defined when the first one is mounted. */
export function StagedoorButton(props: StagedoorButtonProps): ReactElement {
  const { lang, words, loginOptions, onChange, customText } = props
  const around = useContext(ClientContext)
  const client = props.client ?? around
  const platform = props.platform ?? client?.platform.id
  const element = useRef<ButtonElement>(null)
  const [isDefined, setDefined] = useState(false)

  useBrowserLayoutEffect(() => {
    defineStagedoorButton()
    setDefined(true)
    if (element.current) Object.assign(element.current, { loginOptions, words, client })
  }, [client, loginOptions, words])
  useEffect(() => {
    const button = element.current
    const listen = (event: Event): void => {
      if (event instanceof CustomEvent) onChange?.(event.detail)
    }
    button?.addEventListener('stagedoor-change', listen)
    return () => button?.removeEventListener('stagedoor-change', listen)
  }, [onChange])

  const attributes = {
    ref: element,
    platform,
    size: props.size,
    corners: props.corners,
    'custom-text': customText,
    'full-width': props.fullWidth ? '' : undefined,
    lang,
    class: props.className,
    style: { ...(isDefined ? {} : buttonPlaceholder({ ...props, platform })), ...props.style },
  }
  const label =
    customText ??
    { ...findButtonWords(lang ?? ''), ...words }.login.replace('$', () => findButtonLook(platform ?? null, client?.platform).name)
  return createElement('stagedoor-button', attributes, label, props.children)
}
