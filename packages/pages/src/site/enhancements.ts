import type { SiteMessages } from './messages/site-messages.ts'

/**
 * What every page does better with scripts: buttons that copy appear, a form is not sent twice, the cursor goes to the list of problems.
 * All words come in as JSON, escaped for where they stand.
 */
export function enhancements({ copy, copied }: Pick<SiteMessages, 'copy' | 'copied'>): string {
  const words = JSON.stringify({ copy, copied }).replaceAll('<', '\\u003c')
  return `(()=>{const w=${words};
if(navigator.clipboard)for(const c of document.querySelectorAll('[data-copyable]')){const b=document.createElement('button');b.type='button';b.className='copy';b.textContent=w.copy;const s=document.createElement('span');s.className='heard';s.setAttribute('role','status');const v=c.querySelector('code');b.setAttribute('aria-label',w.copy+': '+(c.dataset.copyable||''));b.onclick=async()=>{await navigator.clipboard.writeText(v.textContent);b.textContent=w.copied;s.textContent=w.copied;setTimeout(()=>{b.textContent=w.copy;s.textContent=''},2e3)};c.append(b,s)}
addEventListener('submit',e=>{const f=e.target;if(f.dataset.sent){e.preventDefault();return}f.dataset.sent='1';addEventListener('pageshow',()=>delete f.dataset.sent,{once:true})});
document.getElementById('problems')?.focus()})();`
}
