/** Bytes of text and of base64url, and base64url of bytes; whether passkeys can be had at this address. */
const foundation = `const bytes=s=>Uint8Array.from(atob(s.replace(/-/g,'+').replace(/_/g,'/')),c=>c.charCodeAt(0));
const text=b=>btoa(String.fromCharCode(...new Uint8Array(b))).replace(/\\+/g,'-').replace(/\\//g,'_').replace(/=+$/,'');
const here=id=>window.PublicKeyCredential&&(location.hostname===id||location.hostname.endsWith('.'+id));
const show=(c,r)=>JSON.stringify({id:c.id,rawId:c.id,type:c.type,clientExtensionResults:{},authenticatorAttachment:c.authenticatorAttachment||undefined,response:r});`

/**
 * Signs in with a passkey: the form appears where the browser can, its button asks for one, and the browser may offer them in the name field.
 *
 * The answer leaves by an ordinary form. Whoever changes their mind sees no error: the password is still there.
 */
export const passkeySignInScript: string = `(()=>{const f=document.getElementById('passkey');${foundation}
if(!f||!here(f.dataset.rpId))return;f.hidden=false;
const publicKey={challenge:new TextEncoder().encode(f.dataset.challenge),rpId:f.dataset.rpId,userVerification:'required',timeout:3e5};
let waiting=new AbortController();
const ask=async m=>{try{const c=await navigator.credentials.get({publicKey,signal:waiting.signal,...m});if(!c)return;const r=c.response;
f.elements.response.value=show(c,{clientDataJSON:text(r.clientDataJSON),authenticatorData:text(r.authenticatorData),signature:text(r.signature),userHandle:r.userHandle?text(r.userHandle):undefined});f.submit()}catch{}};
f.querySelector('button').onclick=()=>{waiting.abort();waiting=new AbortController();ask({})};
if(PublicKeyCredential.isConditionalMediationAvailable)PublicKeyCredential.isConditionalMediationAvailable().then(y=>y&&ask({mediation:'conditional'}))})();`

/** Makes a passkey when its form is sent, and puts it into that form. What does not come about is said by the server. */
export const passkeyCreationScript: string = `(()=>{const f=document.getElementById('new-passkey');${foundation}
if(!f)return;const o=JSON.parse(f.dataset.offer);
if(!here(o.rpId)){document.getElementById('passkeys-unsupported').hidden=false;f.hidden=true;return}
f.addEventListener('submit',async e=>{if(f.elements.response.value)return;e.preventDefault();e.stopImmediatePropagation();
try{const c=await navigator.credentials.create({publicKey:{challenge:new TextEncoder().encode(o.challenge),rp:{id:o.rpId,name:o.rpName},
user:{id:bytes(o.userHandle),name:o.username,displayName:o.displayName},pubKeyCredParams:[-8,-7,-257].map(alg=>({type:'public-key',alg})),
excludeCredentials:o.known.map(id=>({type:'public-key',id:bytes(id)})),attestation:'none',timeout:3e5,
authenticatorSelection:{residentKey:'required',requireResidentKey:true,userVerification:'required'}}});const r=c.response;
f.elements.response.value=show(c,{clientDataJSON:text(r.clientDataJSON),attestationObject:text(r.attestationObject),transports:r.getTransports?r.getTransports():[]})}
catch(x){f.elements.response.value=x.name==='InvalidStateError'?'known':''}f.submit()},true)})();`
