/** Who asks, for which account, for what, and the two answers. */
export const consentRules = /* css */ `
.monogram { display: grid; place-items: center; flex: none; width: 3rem; height: 3rem; border-radius: .875rem; border: 1px solid var(--edge); background: var(--tint); color: var(--accent-ink); font-size: 1.25rem; font-weight: 650; line-height: 1; overflow: hidden; }
.asking > .monogram { margin-bottom: 1rem; }
.facts { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin-top: .625rem; font-size: .875rem; color: var(--muted); }
.facts li { display: flex; gap: .375rem; align-items: flex-start; min-width: 0; }
.facts .icon { width: 1.125rem; height: 1.125rem; margin-top: .1rem; }
.facts .verified { color: var(--accent-ink); font-weight: 550; }
.facts .unregistered { color: var(--ink); font-weight: 550; }
section.account { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .75rem; margin-top: 1.5rem; padding: .5rem .5rem .5rem .75rem; border: 1px solid var(--line); border-radius: .875rem; }
.face { position: relative; flex: none; }
.face .monogram { width: 2.75rem; height: 2.75rem; border-radius: 50%; }
.face img { position: absolute; inset: 0; min-width: 100%; min-height: 100%; max-width: 100%; max-height: 100%; border-radius: 50%; object-fit: cover; }
.who { flex: 1 1 5rem; min-width: 0; line-height: 1.35; }
.who .name { display: -webkit-box; font-weight: 600; }
.who .handle { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 1; overflow: hidden; }
.account .quiet { margin-inline-start: auto; }
.before { margin-top: 1.25rem; color: var(--muted); }
.scopes { margin-top: 1.5rem; }
.scopes.write ul { margin-top: .5rem; }
.scopes li { display: flex; gap: .75rem; padding: .625rem 0; }
.scopes li > div { min-width: 0; }
.scopes p { font-size: .9375rem; line-height: 1.45; color: var(--muted); }
.scopes .icon { margin-top: .1rem; color: var(--muted); }
.scopes.write ul { padding: .25rem 1rem; border: 1px solid var(--edge); border-inline-start: 4px solid var(--accent); border-radius: .875rem; background: var(--tint); }
.scopes.write h2 { color: var(--ink); }
.scopes.write .icon { color: var(--accent-ink); }
.scopes.write p { color: var(--ink); }
.scopes h3 { display: flex; flex-wrap: wrap; align-items: center; gap: 0 .5rem; }
.new { padding: 0 .5rem; border-radius: 1rem; background: var(--accent); color: var(--on-accent); font-size: .75rem; line-height: 1.6; }
.destination { display: flex; gap: .625rem; margin-bottom: 1rem; font-size: .9375rem; color: var(--muted); }
.destination strong { color: var(--ink); }
.destination .icon { margin-top: .1rem; }
[dir="rtl"] .destination .icon { transform: scaleX(-1); }
.decision { margin-top: .875rem; padding-top: 1rem; border-top: 1px solid var(--line); }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; }
/* However long the list, both answers are in sight; a small or zoomed window scrolls instead. */
@media (max-width: 30rem) and (min-height: 38rem) {
  html { scroll-padding-bottom: 11rem; }
  .decision { position: sticky; bottom: 0; margin: .5rem -1.25rem -1.5rem; padding: .75rem 1.25rem .875rem; background: var(--card); }
  .destination { margin-bottom: .625rem; }
}
@media (forced-colors: active) {
  .new { border: 1px solid; }
}
`
