/**
 * The style of the button, within its shadow root.
 *
 * What can be hit is 24 pixels high at least (WCAG 2.5.8), 44 under a finger, however small it looks. The border is there for forced
 * colours, where nothing else would show the edge. The mark is drawn by gradients: they take the forced colour of text. The note lies
 * unseen over the button while it has nothing to ask for: a live region that comes and goes is not read.
 */
export const BUTTON_CSS: string = `:host{display:inline-block;position:relative;vertical-align:middle;max-width:100%;--h:28px;--f:14px}
:host([hidden]){display:none}
:host([full-width]){display:block}
:host([size=small]){--h:20px;--f:11px}
:host([size=large]){--h:40px;--f:17px}
:host([size=touch]){--h:48px;--f:17px}
button{display:flex;align-items:center;justify-content:center;gap:.5em;width:100%;min-height:var(--h);padding:0 .85em;border:1px solid #8884;border-radius:4px;background:var(--stagedoor-accent,var(--a));color:var(--stagedoor-on-accent,var(--o));font:600 var(--f)/1.1 system-ui;cursor:pointer}
button:after{content:"";position:absolute;inset:min(0px,(var(--h) - var(--hit,24px))/2) 0}
:host([corners=pill]) button{border-radius:99px}
button:hover{filter:brightness(.9)}
button:focus-visible{outline:2px solid CanvasText;outline-offset:2px}
i,::slotted(*){flex:none;width:1em;height:1em}
i{background:repeating-linear-gradient(90deg,currentColor 0 .2em,#0000 0 .8em) 0/1em .5em no-repeat,linear-gradient(currentColor 0 0) 50%/.2em no-repeat}
p{position:absolute;inset:0;margin:0;overflow:hidden;opacity:0;pointer-events:none}
.on{inset:calc(100% + 6px) 0 auto;z-index:1;min-width:9rem;padding:6px 8px;border:1px solid;border-radius:4px;background:Canvas;color:CanvasText;font:13px/1.4 system-ui;opacity:1}
@keyframes b{to{scale:1 .4}}
@media(pointer:coarse){:host{--hit:44px}}
@media(prefers-reduced-motion:no-preference){:host([state=busy]) i{animation:b .5s infinite alternate}}`
