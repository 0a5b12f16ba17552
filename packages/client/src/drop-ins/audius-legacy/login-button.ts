/** How the button looks. */
export interface ButtonOptions {
  /** 20, 28 or 40 pixels high; default `medium`. */
  readonly size?: 'small' | 'medium' | 'large'
  readonly corners?: 'default' | 'pill'
  /** Default: `Continue With Audius`. */
  readonly customText?: string
  readonly fullWidth?: boolean
  readonly disableHoverGrow?: boolean
}

/**
 * Replaces an element with the button, which has the id `audius-login-button`.
 *
 * @throws TypeError when there is no such element.
 */
export function replaceWithButton(element: Element | null, options: ButtonOptions | undefined, onClick: () => void): HTMLButtonElement {
  if (!element) throw new TypeError('There is no element.')
  const { size, corners, customText = 'Continue With Audius', fullWidth, disableHoverGrow } = options ?? {}
  const classes = ['audiusLoginButton', size, corners, fullWidth && 'fullWidth', disableHoverGrow && 'disableHoverGrow']
  const button = document.createElement('button')
  button.type = 'button'
  button.id = 'audius-login-button'
  button.className = classes.filter(Boolean).join(' ')
  button.textContent = customText // never as HTML: it may be somebody's translation
  button.onclick = onClick
  addStyle()
  element.replaceWith(button)
  return button
}

/** One per page, made with the first button. A sheet of this kind needs no `unsafe-inline` in a Content-Security-Policy. */
let sheet: CSSStyleSheet | undefined

function addStyle(): void {
  if (sheet) return
  sheet = new CSSStyleSheet()
  sheet.replaceSync(CSS)
  document.adoptedStyleSheets.push(sheet)
}

/**
 * Light or dark with the page's own `color-scheme`.
 * The small one looks 20 pixels high; its invisible border makes what can be hit 24 (WCAG 2.5.8).
 */
const CSS = `.audiusLoginButton{--b:light-dark(#7e1bcc,#c98bff);height:28px;padding:0 16px;border:1px solid #0000;border-radius:4px;background:var(--b);color:light-dark(#fff,#1d0033);font:700 14px sans-serif;cursor:pointer;
&::before{content:"▲ "/""}
&:hover{opacity:.9;scale:1.04}
&.disableHoverGrow{scale:1}
&:focus-visible{outline:2px solid var(--b);outline-offset:2px}
&.pill{border-radius:40px}
&.fullWidth{width:100%}
&.small{height:24px;border-width:2px;background-clip:padding-box;font-size:11px}
&.large{height:40px;font-size:18px}}`
