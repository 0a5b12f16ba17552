/** Ground, type and the frame of every page. */
export const foundationRules = /* css */ `
:root {
  color-scheme: light dark;
  --ink: #1c1a20;
  --muted: #5c5762;
  --line: #dedae2;
  --control-line: #86808d;
  --lamp: #f7b733;
  --danger: #a3181f;
  --danger-tint: #fdeeee;
  --shadow: 0 1px 2px rgb(30 20 40 / .06), 0 12px 40px -12px rgb(30 20 40 / .18);
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #f3f0f5;
    --muted: #b5afbb;
    --line: #3b3741;
    --control-line: #8d8694;
    --danger: #ff9d9d;
    --danger-tint: #3b2023;
    --shadow: 0 1px 2px rgb(0 0 0 / .4), 0 16px 48px -12px rgb(0 0 0 / .6);
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { font: 100%/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0;
  min-height: 100vh;
  min-height: 100dvh;
  display: flex;
  flex-direction: column;
  align-items: center;
  padding: 2rem 1rem;
  color: var(--ink);
  background: var(--page) radial-gradient(34rem 26rem at 50% 1rem, var(--glow), transparent) no-repeat;
  overflow-wrap: anywhere;
}
/* The door stands a little above the middle, as doors on a stage do. */
body.whole::before { content: ""; flex: 1 1 0; max-height: 8vh; }
h1, h2, h3, p, ul, dl, dd, form { margin: 0; padding: 0; }
ul { list-style: none; }
p, li, dd { text-wrap: pretty; }
h1 { font-size: 1.5rem; line-height: 1.25; font-weight: 650; letter-spacing: -.015em; text-wrap: balance; }
h2 { font-size: .875rem; line-height: 1.4; font-weight: 600; color: var(--muted); }
h3 { font-size: 1rem; line-height: 1.4; font-weight: 600; }
strong { font-weight: 600; }
a { color: var(--accent-ink); text-underline-offset: .2em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
code, .compare { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; font-size: .875em; }
.brand { display: flex; align-items: center; gap: .625rem; max-width: 27rem; margin-bottom: 1.25rem; font-size: 1.125rem; font-weight: 650; letter-spacing: -.01em; }
.card { width: 100%; max-width: 27rem; padding: 2rem; border: 1px solid var(--line); border-radius: 1.25rem; background: var(--card); box-shadow: var(--shadow); }
.lead { margin-top: .5rem; color: var(--muted); }
.lead strong { color: var(--ink); }
.door { flex: none; width: 2.5rem; height: 2.5rem; overflow: visible; }
.door .beam, .door .lamp, .door .frame { fill: var(--lamp); }
.door .frame { stroke: var(--accent); stroke-width: 2.5; stroke-linecap: round; }
.door .leaf { fill: var(--accent); }
.door .knob { fill: var(--lamp); }
.icon { flex: none; width: 1.25rem; height: 1.25rem; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
/* Names are of any length: clamped to the eye, whole to everything else. */
.name { display: inline-block; max-width: 100%; vertical-align: bottom; overflow: hidden; }
@supports (-webkit-line-clamp: 2) {
  .name { display: -webkit-inline-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; }
}
.invisible, .code-point { display: inline-block; margin: 0 .15em; padding: 0 .3em; border: 1px solid currentColor; border-radius: .25em; font: 500 .75em/1.4 ui-monospace, monospace; letter-spacing: 0; unicode-bidi: isolate; direction: ltr; }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 30rem) {
  body { padding: 1.25rem 1.25rem 1.5rem; background-color: var(--card); }
  body.whole::before { display: none; }
  .brand { align-self: flex-start; }
  .brand { margin-bottom: 1rem; }
  .brand .door { width: 2rem; height: 2rem; }
  .card { padding: 0; border: 0; border-radius: 0; background: none; box-shadow: none; }
}
@media (forced-colors: active) {
  .door * { fill: Canvas; stroke: CanvasText; stroke-width: 2; }
  .card { border: 1px solid CanvasText; }
}
@media (prefers-reduced-motion: no-preference) {
  .door .beam { animation: open .6s cubic-bezier(.2, .7, .3, 1) both; transform-origin: 50% 33px; }
  @keyframes open { from { transform: scaleX(.4); } }
}
`
