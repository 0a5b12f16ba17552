/** The steps of a flow: in the log, and in the console that runs one. */
export const flowRules = /* css */ `
.flow > li { display: block; min-width: 0; }
.flow h3, .flow h4 { margin: 0 0 .25rem; font-size: 1.0625rem; }
.site section > p + h2 { margin-top: .5rem; }
.site section > h3 { margin-top: 1.25rem; }
.flow h4 { margin-top: 1rem; font-size: .9375rem; }
.flow p + p, .flow .facts, .flow .compare, .flow .facts-list { margin-top: .5rem; }
.flow .actions { margin: .75rem 0 0; }
.flow .hint, .site .panel + .hint { margin-top: .5rem; }
.site details { margin-top: .5rem; }
.site summary { padding: .25rem 0; cursor: pointer; font-weight: 550; border-radius: .25rem; }
.site pre { flex: 1 1 100%; min-width: 0; margin: .375rem 0 0; padding: .75rem 1rem; border-radius: .75rem; background: var(--tint); font-size: .875rem; line-height: 1.55; white-space: pre-wrap; overflow-wrap: anywhere; }
.site pre code { padding: 0; background: none; }
.site dd, .site dt { min-width: 0; overflow-wrap: anywhere; }
.facts-list > dt > code, .facts-list > dd > code { overflow-wrap: anywhere; }
`
