/** Pages of accounts: ways on below a form, and what will be lost. */
export const accountRules = /* css */ `
.more { margin-top: .75rem; }
/* Dark squares on white, whatever the colours of the page: scanners want it so. */
.qr-code { width: min(14rem, 100%); margin: .75rem 0; border-radius: .5rem; overflow: hidden; background: #fff; }
.qr-code svg { display: block; width: 100%; height: auto; }
.recovery-codes { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: .5rem; margin-top: 1rem; padding: 0; list-style: none; }
.recovery-codes code { font-size: 1rem; }
.losses { margin-top: 1rem; list-style: disc; padding-inline-start: 1.25rem; }
.losses li + li { margin-top: .375rem; }
.losses ~ .fields { margin-top: 1rem; }
`
