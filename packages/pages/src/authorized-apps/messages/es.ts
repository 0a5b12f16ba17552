import type { AuthorizedAppsMessages } from './authorized-apps-messages.ts'

export const es: AuthorizedAppsMessages = {
  language: 'es',
  title: 'Apps con acceso',
  lead: 'Estas apps pueden actuar por ti en {platform}. Quita las que ya no usas.',
  empty: 'Ninguna app tiene acceso a tu cuenta.',
  verified: 'Verificada por {platform}',
  since: 'Permitida {when}',
  lastUsed: 'usada por última vez {when}',
  notUsed: 'sin uso',
  mayChange: 'Puede cambiar',
  maySee: 'Puede ver',
  mayKnow: 'Solo puede saber que la permitiste.',
  revoke: 'Quitar acceso',
  revokeApp: 'Quitar el acceso de {app}',
  revokeAllTitle: 'Quitarlas todas',
  revokeAllLead: 'Cada app pierde su acceso al instante, en todos los dispositivos. Después puedes volver a permitir cada una.',
  revokeAll: 'Quitar el acceso de todas las apps',
  notices: {
    app_revoked: 'La app ya no tiene acceso. Lo que tenía acaba de dejar de funcionar.',
    app_gone: 'Esta app ya no tenía acceso.',
    all_revoked: 'Ninguna app tiene acceso ya.',
  },
}
