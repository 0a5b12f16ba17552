import type { FormAgainMessages } from './form-again-messages.ts'

export const es: FormAgainMessages = {
  language: 'es',
  title: '¿Enviar otra vez?',
  signedOut:
    'Tu sesión se cerró antes de que esto llegara. Inicia sesión en otra pestaña, vuelve aquí y envíalo. No se ha perdido nada de lo que escribiste.',
  stale:
    'Este formulario es de antes de iniciar sesión o estuvo abierto mucho tiempo. Revísalo y envíalo otra vez. Todavía no se ha cambiado nada.',
  notKept: 'No se guardan contraseñas, códigos ni archivos: puede que se te pidan otra vez.',
  signIn: 'Iniciar sesión en otra pestaña',
  send: 'Enviar otra vez',
  given: 'Lo que escribiste',
}
