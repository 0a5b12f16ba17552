import type { AppFormPage } from '@stagedoor/server/ports'
import type { DeveloperMessages } from './messages/developer-messages.ts'

/**
 * The rules of registration once more, for a browser: `(text, rules) => code`, empty for what is accepted. The server decides; this only says it earlier.
 * A test holds the two together.
 */
export const redirectUriChecker: string = String.raw`(t,r)=>{
if(t!==t.trim())return'space';
if(t.length>r.maxLength)return'length';
if(/(?:[/\\]|%2f|%5c)(?:\.|%2e){1,2}(?=[/\\?#]|%2f|%5c|$)/i.test(t))return'traversal';
if(t.includes('*'))return'wildcard';
if(t.includes('#'))return'fragment';
if(/[^!$%&'()+,\-./:;=?@[\]_~a-z\d]|%(?![\da-f]{2})/i.test(t))return'character';
const m=/^([a-z][a-z\d+.-]*):(?:\/\/([^/?]*))?(.*)$/i.exec(t);
if(!m)return'relative';
const s=m[1].toLowerCase(),a=m[2];
if(/^(?:javascript|data|vbscript|file|blob|about|filesystem|view-source|chrome|edge|resource|jar|intent|content|wss?|ftps?|gopher|mailto|tel|sms)$/.test(s))return'scheme';
if(a&&a.includes('@'))return'userinfo';
if(s!=='http'&&s!=='https'){
if(a===undefined&&!m[3].startsWith('/'))return'relative';
if(!r.customSchemes)return'custom_scheme';
return/^[\w.~-]*(?::\d{1,5})?$/.test(a||'')&&URL.canParse(t)?'':'host'}
const h=/^(\[[\da-f:.]+\]|[^:[\]]*)(?::(.*))?$/i.exec(a||'')||[],n=(h[1]||'').toLowerCase(),p=h[2];
if(p!==undefined&&(!/^[1-9]\d{0,4}$/.test(p)||p>65535))return'port';
const v=n.split('.'),i=v.length===4&&v.every(x=>/^(?:0|[1-9]\d{0,2})$/.test(x)&&x<256),d=i||n.startsWith('['),l=n==='localhost'||n==='[::1]'||i&&n.startsWith('127.');
if(!d&&/(?:^|\.)(?:\d+|0x[\da-f]*)$/.test(n))return'raw_ip';
if(d&&r.refusesRawIp&&!l)return'raw_ip';
if(n==='localhost'&&r.refusesLocalhost)return'localhost';
if(!(d||n.length<254&&v.every(x=>/^[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?$/.test(x)))||!URL.canParse(t)||new URL(t).hostname!==n)return'host';
return s==='http'&&r.schemes==='https-and-loopback'&&!l?'scheme':''}`

/** Makes the script that checks redirect URIs while they are typed, without asking anybody. */
export function redirectUriScript({ choices }: AppFormPage, words: DeveloperMessages): string {
  const problems = Object.entries(words.problems).flatMap(([code, text]) => {
    const [, what] = /^redirect_uri_(\w+)$/.exec(code) ?? []
    return what === undefined ? [] : [[what, text] as const]
  })
  const data = { rules: choices.redirectUris, words: Object.fromEntries(problems), line: words.line, right: words.allRight }
  return `
(()=>{const d=${JSON.stringify(data).replaceAll('<', '\\u003c')},check=${redirectUriChecker};
const t=document.getElementById('redirect_uris'),u=document.getElementById('redirect-uris-live');if(!t||!u)return;
const say=(c,i,v)=>d.line.replace('{line}',i+1).replace('{problem}',()=>d.words[c].replace('{value}',()=>v));
const look=()=>{const seen=new Set(),out=[];let n=0;
t.value.split('\\n').forEach((x,i)=>{if(!x.trim())return;n++;let c=n>d.rules.maxCount?'count':seen.has(x)&&x===x.trim()?'duplicate':check(x,d.rules);seen.add(x);
if(c&&d.words[c])out.push(say(c,i,c==='count'?d.rules.maxCount:c==='length'?d.rules.maxLength:''))});
u.hidden=!n;u.className=out.length?'live wrong':'live';
u.replaceChildren(...(out.length?out.slice(0,5):[d.right]).map(x=>{const l=document.createElement('p');l.textContent=x;return l}))};
let w;t.addEventListener('input',()=>{clearTimeout(w);w=setTimeout(look,250)});if(!t.hasAttribute('aria-invalid'))look()})();`
}
