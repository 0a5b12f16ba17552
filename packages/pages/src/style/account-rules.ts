/** Pages of accounts: ways on below a form, and what will be lost. */
export const accountRules = /* css */ `
.more { margin-top: .75rem; }
.losses { margin-top: 1rem; list-style: disc; padding-inline-start: 1.25rem; }
.losses li + li { margin-top: .375rem; }
.losses ~ .fields { margin-top: 1rem; }
`
