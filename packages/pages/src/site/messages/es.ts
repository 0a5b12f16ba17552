import type { SiteMessages } from './site-messages.ts'

export const es: SiteMessages = {
  language: 'es',
  skip: 'Ir al contenido',
  navigation: 'Tu cuenta',
  sections: { account: 'Cuenta', security: 'Seguridad', apps: 'Apps con acceso', tokens: 'Tokens de acceso', developers: 'Desarrollo' },
  signedInAs: 'Sesión iniciada como {account}',
  signOut: 'Cerrar sesión',
  copy: 'Copiar',
  copied: 'Copiado',
  problems: 'Revisa esto:',
  optional: 'opcional',
  never: 'nunca',
}
