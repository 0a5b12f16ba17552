import type { PasskeyMessages } from './passkey-messages.ts'

export const es: PasskeyMessages = {
  language: 'es',
  signIn: 'Iniciar sesión con una llave de acceso',
  title: 'Llaves de acceso',
  lead: 'Con una llave de acceso entras con la huella, la cara o el PIN de tu dispositivo. Nadie puede adivinarla, y ningún otro sitio puede pedirla.',
  count: 'Llaves de acceso de tu cuenta: {count}.',
  addFirst: 'Añadir una llave de acceso',
  manage: 'Gestionar las llaves de acceso',
  addTitle: 'Añadir una llave de acceso',
  needsScript: 'Las llaves de acceso necesitan JavaScript, que tu navegador no ejecuta aquí.',
  unsupported: 'Este navegador no puede crear llaves de acceso en esta dirección. Usa otro navegador, o tu contraseña.',
  name: 'Nombre',
  nameHint: 'Para que la reconozcas en esta lista: el dispositivo en el que está.',
  add: 'Añadir una llave de acceso',
  added: 'añadida {when}',
  lastUsed: 'usada por última vez {when}',
  neverUsed: 'nunca usada',
  remove: 'Quitar',
  removeNamed: 'Quitar: {name}',
  problems: {
    name_missing: 'Ponle un nombre a la llave de acceso.',
    name_too_long: 'Un nombre tiene como máximo 80 caracteres.',
    name_malformed: 'Este nombre tiene caracteres que nadie ve, o que dan la vuelta al texto. Escríbelo sin ellos.',
    passkey_missing: 'Todavía no hay ninguna llave de acceso. Pulsa otra vez el botón y sigue a tu navegador.',
    passkey_refused:
      'No se ha podido añadir esta llave de acceso: ha tardado demasiado, o no ha comprobado que eres tú. Inténtalo de nuevo.',
    passkey_known: 'Este dispositivo ya tiene una llave de acceso para tu cuenta.',
    passkey_too_many: 'Tienes tantas llaves de acceso como puede tener una cuenta. Quita una primero.',
    busy: 'No hemos podido hacerlo. No se ha perdido nada: inténtalo de nuevo en un momento.',
  },
  notices: {
    passkey_added: 'Tu llave de acceso está lista. Desde ahora puedes entrar con ella.',
    passkey_removed: 'La llave de acceso se ha quitado. Bórrala también en tu dispositivo.',
    passkey_gone: 'Esa llave de acceso ya se había quitado.',
  },
}
