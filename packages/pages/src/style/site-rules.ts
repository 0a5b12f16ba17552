/** Pages outside a sign-in: head, navigation, lists, forms with more than two fields. */
export const siteRules = /* css */ `
body.site { align-items: stretch; padding: 0; background: var(--page); }
.skip { position: absolute; left: -100vw; padding: .75rem 1rem; background: var(--card); }
.skip:focus { left: .5rem; top: .5rem; z-index: 1; }
.site-head { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem 1.5rem; min-height: 4.5rem; padding: .75rem max(1.25rem, calc(50vw - 34rem)); border-bottom: 1px solid var(--line); background: var(--card); }
.site-head .brand { margin: 0; }
.site-head .door { width: 2rem; height: 2rem; }
.corner { display: flex; flex-wrap: wrap; align-items: center; gap: 0 .75rem; font-size: .9375rem; }
.corner .name { font-weight: 600; max-width: 14rem; }
.site-body { display: flex; gap: 2rem; width: 100%; max-width: 71rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
.site-nav { flex: none; width: 12rem; }
.site-nav a { display: block; padding: .625rem .875rem; border-radius: .75rem; color: inherit; text-decoration: none; font-weight: 550; }
.site-nav a:hover { background: var(--tint); }
.site-nav a[aria-current] { background: var(--tint) linear-gradient(var(--accent-ink)) no-repeat 0 50% / 3px 1.25rem; color: var(--accent-ink); }
main.wide { flex: 1; min-width: 0; }
main.narrow { margin: 0 auto; align-self: flex-start; }
.site-nav + main.narrow { margin: 0; }
main:focus { outline: none; }
.site h1 + p { margin-top: .5rem; color: var(--muted); }
.site h1 + .panel, .site h1 + form > .panel { margin-top: 1.5rem; }
.site form + .panel { margin-top: 1rem; }
.lead + p { margin-top: .75rem; }
.site section { margin-top: 2rem; }
.site h2 { font-size: 1.125rem; color: var(--ink); }
.notice { margin-bottom: 1.5rem; padding: .75rem 1rem; border: 1px solid var(--edge); border-inline-start: 4px solid var(--accent); border-radius: .75rem; background: var(--tint); font-weight: 550; }
.site h1 + .notice { margin-top: 1rem; color: var(--ink); }
.problem + .lead { margin-top: 1.25rem; }
.site details.panel { margin-top: 1rem; }
.panel { margin-top: 1rem; padding: 1.25rem 1.5rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--card); }
.panel > :first-child { margin-top: 0; }
.panel > .field:last-child, .panel > .fields > .field:last-child { margin-bottom: 0; }
.rows > li { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; padding: 1rem 0; border-top: 1px solid var(--line); }
.rows > li:first-child { border-top: 0; }
.panel > li:first-child, .panel > .rows > li:first-child { padding-top: 0; }
.panel > li:last-child, .panel > .rows > li:last-child { padding-bottom: 0; }
.rows .grow { flex: 1 1 13rem; min-width: 0; }
.rows .facts { margin-top: .25rem; font-size: .875rem; color: var(--muted); }
.rows .facts + p, .rows .facts + .facts-list { margin-top: .375rem; }
.rows:not(.flow) .facts-list { grid-template-columns: max-content minmax(0, 1fr); gap: .125rem .75rem; font-size: .9375rem; }
.field { margin-bottom: 1.125rem; }
.field > input:not([type="hidden"]), .field > textarea, .field > select { margin-bottom: 0; }
textarea, select { display: block; width: 100%; min-height: 3rem; padding: .625rem .875rem; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--control-line); border-radius: .75rem; }
textarea[aria-invalid="true"], select[aria-invalid="true"] { border-color: var(--danger); box-shadow: inset 0 0 0 1px var(--danger); }
.hint { margin: -.125rem 0 .375rem; font-size: .875rem; color: var(--muted); }
.optional { font-weight: 400; color: var(--muted); }
.field-problem { margin: 0 0 .375rem; font-size: .9375rem; font-weight: 550; color: var(--danger); }
.field-problem span { display: block; }
.problem ul { list-style: disc; padding-inline-start: 1.25rem; }
.problem:focus { outline-offset: 2px; }
.choice { display: grid; grid-template-columns: 1.5rem 1fr; gap: 0 .625rem; align-items: start; padding: .5rem 0; }
.choice input:not([type="hidden"]) { width: 1.25rem; min-height: 1.25rem; height: 1.25rem; margin: .125rem 0 0; accent-color: var(--accent-ink); }
.choice label { margin: 0; }
.choice + button { margin-top: .75rem; }
.choice .hint { grid-column: 2; margin: 0; }
.copyable { display: inline-flex; flex-wrap: wrap; align-items: center; gap: .375rem .5rem; max-width: 100%; }
/* Nothing moves when the script brings the button. */
@media (scripting: enabled) { .copyable::after { content: ""; width: min(5.5rem, 100%); height: 2rem; } .copyable:has(.copy)::after { display: none; } }
.copyable .copy { min-width: min(5.5rem, 100%); }
.copyable code { padding: .25rem .5rem; border-radius: .375rem; background: var(--tint); overflow-wrap: anywhere; }
.copy, .small { min-height: 2rem; color: var(--ink); padding: .125rem .625rem; border: 1px solid var(--control-line); border-radius: .5rem; background: var(--card); font-size: .875rem; font-weight: 550; }
.copy:hover, .small:hover { background: var(--tint); }
.danger { border-color: var(--danger); color: var(--danger); }
.site .actions { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; margin-top: 1.25rem; }
.site .wide .primary, .site .wide .secondary, .site a.primary { width: auto; min-width: min(9rem, 100%); }
a.primary, a.secondary { display: inline-flex; align-items: center; justify-content: center; text-decoration: none; }
a.secondary { color: inherit; }
.tag { display: inline-block; padding: .0625rem .5rem; border-radius: 1rem; border: 1px solid var(--control-line); font-size: .8125rem; font-weight: 550; }
.secret { border-color: var(--lamp); }
.site .secret > * + * { margin-top: .75rem; }
.site .secret > .actions { margin-top: 1.25rem; }
.tabs { display: flex; flex-wrap: wrap; gap: .25rem; margin-top: 1.25rem; border-bottom: 1px solid var(--line); }
.tabs a { padding: .625rem .875rem; color: inherit; text-decoration: none; font-weight: 550; }
.tabs a[aria-current] { box-shadow: inset 0 -3px var(--accent-ink); color: var(--accent-ink); }
.facts-list { display: grid; grid-template-columns: minmax(8rem, max-content) minmax(0, 1fr); gap: .5rem 1.5rem; }
.facts-list dt { color: var(--muted); }
@media (max-width: 48rem) {
  .site-body { flex-direction: column; gap: 1.25rem; padding-top: 1rem; }
  .site-nav { width: 100%; }
  .site-nav ul { display: flex; flex-wrap: wrap; gap: .25rem; margin: 0 -.625rem; }
  .site-nav a { padding: .375rem .625rem; font-size: .9375rem; }
  .site-nav a[aria-current] { background-image: none; }
  main.narrow { width: 100%; }
  .facts-list { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .facts-list dd { margin-bottom: .75rem; }
  .facts-list dd:last-child, .rows:not(.flow) .facts-list dd { margin-bottom: 0; }
}
@media (max-width: 30rem) {
  .site-head { gap: 0 .5rem; min-height: 3.75rem; padding-block: .5rem; }
  .site-head .brand { gap: .5rem; align-self: center; }
  .site-head .door { width: 1.75rem; height: 1.75rem; }
  .corner { flex: 1 1 9rem; flex-wrap: nowrap; justify-content: flex-end; gap: .25rem; min-width: 0; margin-inline-end: -.5rem; }
  .corner .quiet { flex: none; }
  /* A name alone says it where there is little room; the words round it are still read out. */
  .corner-name { min-width: 0; font-size: 0; }
  .corner .name { max-width: 100%; font-size: .875rem; -webkit-line-clamp: 1; }
  .site-body { padding-bottom: 3rem; }
  .panel { padding: 1.125rem; }
  .rows:not(.flow) .facts-list { grid-template-columns: minmax(0, 1fr); }
  .rows > li > .monogram, .rows > li > .logo { align-self: flex-start; }
  .client-id code { padding-inline: .375rem; font-size: .8125em; }
  .tabs { border-bottom: 0; margin-inline: -.625rem; }
  .tabs a { padding: .375rem .625rem; border-radius: .75rem; font-size: .9375rem; }
  .tabs a[aria-current] { background: var(--tint); box-shadow: none; }
}
`
