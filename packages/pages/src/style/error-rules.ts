/** What an app's developer reads. */
export const errorRules = /* css */ `
.error-id { margin-top: 1rem; font-size: .875rem; color: var(--muted); }
.error-id code { color: var(--ink); user-select: all; }
.developer { margin-top: 1.75rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
.developer summary { padding: .25rem 0; font-weight: 600; cursor: pointer; border-radius: .25rem; }
.developer li { margin-top: .75rem; }
.developer .hint { margin-top: .5rem; font-size: .875rem; color: var(--muted); }
.card:has(.compare) { max-width: 40rem; }
.compare { margin-top: .75rem; border: 1px solid var(--line); border-radius: .75rem; overflow: hidden; }
.compare > div { padding: .625rem .875rem; }
.compare > div + div { border-top: 1px solid var(--line); }
.compare dt { font: 600 .8125rem/1.5 system-ui, sans-serif; color: var(--muted); }
.compare dd { position: relative; line-height: 1.7; white-space: pre-wrap; }
mark { padding: .1em .15em; border-radius: .25em; background: var(--danger-tint); color: var(--danger); font-weight: 700; box-shadow: inset 0 -2px var(--danger); }
mark.end { font: 600 .8125rem/1 system-ui, sans-serif; padding: .1em .4em; }
@media (forced-colors: active) {
  mark { outline: 1px solid; }
}
`
