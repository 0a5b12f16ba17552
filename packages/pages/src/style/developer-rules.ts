/** The developer portal: an app's head, its redirect URIs, what is saved now beside what was typed. */
export const developerRules = /* css */ `
.app-head { display: flex; gap: 1rem; align-items: flex-start; margin-top: .75rem; }
.app-head .grow { flex: 1; min-width: 0; }
.logo { flex: none; width: 3rem; height: 3rem; border-radius: .875rem; border: 1px solid var(--edge); background: #fff; object-fit: cover; }
.asking > .logo { display: block; margin-bottom: 1rem; }
.logo.large { width: 8rem; height: 8rem; border-radius: 1.5rem; }
.client-id { display: flex; flex-wrap: wrap; gap: .25rem .625rem; align-items: center; margin-top: .375rem; font-size: .9375rem; }
.client-id > span:first-child { color: var(--muted); }
.site .panel + .panel, .site form > .panel { margin-top: 1rem; }
.site fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
.site .field + fieldset, .site .rules + fieldset, .site .platform-says + fieldset { margin-top: 1.25rem; }
.site legend { padding: 0; margin-bottom: .25rem; font-weight: 600; font-size: .9375rem; }
.site fieldset > .hint { margin-bottom: .5rem; }
.site textarea { font: .9375rem/1.6 ui-monospace, "SF Mono", Menlo, Consolas, monospace; resize: vertical; }
.site section > h2 + p { margin-top: .25rem; }
.site section > .fields:first-child { margin-top: 0; }
.site .wide p.facts { display: block; }
.site .panel > p > .logo { display: block; margin-top: 1rem; }
.site .rows + .hint { margin-top: .75rem; }
.site .caution + .facts-list, .advice + fieldset { margin-top: 1.25rem; }
.steps { margin: .75rem 0 0; padding-inline-start: 1.5rem; }
.steps li + li, .plain-list li + li { margin-top: .5rem; }
.steps p + p { margin-top: .375rem; }
.steps + .field { margin-top: 1.5rem; }
.plain-list { margin: .75rem 0 1.25rem; padding-inline-start: 1.25rem; list-style: disc; }
.rules { margin-top: .25rem; font-size: .9375rem; }
.rules summary { cursor: pointer; min-height: 1.75rem; color: var(--accent-ink); }
.rules ul { padding-inline-start: 1.25rem; list-style: disc; color: var(--muted); }
.platform-says { margin-top: .75rem; padding-inline-start: .875rem; border-inline-start: 3px solid var(--edge); }
.live { margin: .5rem 0; font-size: .9375rem; color: var(--muted); }
.live.wrong { color: var(--danger); font-weight: 550; }
.advice { margin-top: .75rem; padding: .75rem 1rem; border: 1px solid var(--lamp); border-radius: .75rem; font-size: .9375rem; }
.advice ul { padding-inline-start: 1.25rem; list-style: disc; }
.saved-now { margin: -.625rem 0 1.125rem; font-size: .9375rem; }
.saved-value { display: inline-block; padding: .125rem .5rem; border-radius: .375rem; background: var(--tint); white-space: pre-wrap; vertical-align: top; }
.danger-link { color: var(--danger); }
.pair-of-buttons { display: flex; gap: .5rem; }
.secret .copyable code { font-size: 1rem; }
`
