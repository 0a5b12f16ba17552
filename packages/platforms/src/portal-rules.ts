/** How the platform's own portal for developers calls things, in English, as there. */
export interface PortalRules {
  /** `Client ID`, `API key`. */
  readonly clientIdName: string
  readonly clientSecretName: string
  /** What its documentation tells developers about redirect URIs, shown beside the field; `null` for nothing of its own. */
  readonly redirectUriHint: string | null
  /** What it means to have an app shown to everybody; `null` where apps are listed nowhere. */
  readonly listing: { readonly title: string; readonly sentence: string } | null
}
