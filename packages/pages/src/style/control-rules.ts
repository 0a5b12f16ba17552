/** Fields, buttons, and what says that something is wrong with them. */
export const controlRules = /* css */ `
.fields { margin-top: 1.5rem; }
label { display: block; margin-bottom: .375rem; font-weight: 600; font-size: .9375rem; }
input:not([type="hidden"]) {
  display: block;
  width: 100%;
  min-height: 3rem;
  margin-bottom: 1.125rem;
  padding: .625rem .875rem;
  font: inherit;
  color: inherit;
  background: var(--card);
  border: 1px solid var(--control-line);
  border-radius: .75rem;
}
input[aria-invalid="true"] { border-color: var(--danger); box-shadow: inset 0 0 0 1px var(--danger); }
button { font: inherit; color: inherit; cursor: pointer; }
.primary, .secondary {
  width: 100%;
  min-height: 3rem;
  padding: .625rem 1rem;
  font-weight: 650;
  border-radius: .75rem;
  border: 1px solid var(--control-line);
  background: var(--card);
}
.primary { border-color: transparent; background: var(--accent); color: var(--on-accent); }
.fields .primary { margin-top: .375rem; }
form > .primary:only-of-type { margin-top: 1.5rem; }
.fields > .primary:only-of-type { margin-top: .375rem; }
.primary:hover { box-shadow: inset 0 0 0 2px var(--on-accent); }
.secondary:hover { box-shadow: inset 0 0 0 1px var(--control-line); }
.quiet { min-height: 2.75rem; padding: .25rem .5rem; border: 0; border-radius: .5rem; background: none; color: var(--accent-ink); font-size: .9375rem; text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .2em; }
.quiet:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--accent-ink); outline-offset: 2px; }
.problem { display: flex; gap: .75rem; margin-top: 1.5rem; padding: .875rem 1rem; border-radius: .75rem; border: 1px solid var(--danger); background: var(--danger-tint); color: var(--danger); font-weight: 500; }
.problem a { color: inherit; }
.problem .icon { margin-top: .125rem; }
.caution { display: flex; gap: .625rem; margin-top: 1.25rem; font-size: .9375rem; }
.decision .caution { margin: 0 0 1rem; padding: .75rem .875rem; border-radius: .75rem; background: var(--tint); }
.caution .icon { flex: none; margin-top: .125rem; }
.user-code { font-family: ui-monospace, monospace; letter-spacing: .08em; white-space: nowrap; }
input.user-code { text-transform: uppercase; }
.demo { margin-top: 1.75rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
.demo > p { margin-bottom: .75rem; font-size: .875rem; color: var(--muted); }
.demo form + form { margin-top: .5rem; }
button.account { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .5rem; width: 100%; min-height: 2.75rem; padding: .5rem .875rem; text-align: start; border: 1px dashed var(--control-line); border-radius: .75rem; background: none; font-weight: 550; }
button.account:hover { background: var(--tint); }
.handle { font-size: .875rem; font-weight: 400; color: var(--muted); }
@media (forced-colors: active) {
  .primary { border-color: ButtonText; }
}
`
