import type { SecondFactorMessages } from './second-factor-messages.ts'

export const es: SecondFactorMessages = {
  language: 'es',
  stepTitle: 'Un paso más',
  stepLead: 'Tu contraseña es correcta. Ahora escribe el código que muestra tu aplicación de autenticación.',
  code: 'Código de la aplicación',
  codeHint: 'Seis cifras.',
  stepCode: 'Código',
  stepCodeHint: 'Seis cifras de la aplicación, o uno de tus códigos de recuperación.',
  goOn: 'Iniciar sesión',
  otherWay: 'Iniciar sesión de otra manera',

  title: 'Inicio de sesión en dos pasos',
  lead: 'Con él, una contraseña sola no abre nada: una aplicación de tu teléfono muestra un código que cambia cada 30 segundos.',
  steps: [
    'Consigue una aplicación de autenticación, si no tienes ninguna: cualquiera sirve.',
    'Escanea esta imagen con ella, o escribe la clave.',
    'Escribe el código que la aplicación muestra ahora.',
  ],
  shortOn: 'Está activo.',
  manage: 'Gestionarlo',
  setUp: 'Configurarlo',
  qrCode: 'Código QR con la clave de abajo',
  key: 'Clave',
  switchOn: 'Activar',

  isOn: 'El inicio de sesión en dos pasos está activo desde: {when}.',
  codesSection: 'Códigos de recuperación',
  codesLeft: 'Códigos de recuperación que quedan: {count}. Cada uno te deja entrar una vez cuando no tienes el teléfono.',
  newCodes: 'Crear códigos nuevos',
  offSection: 'Desactivar',
  offLead: 'Entonces tu contraseña sola abre tu cuenta.',
  switchOff: 'Desactivar',

  codesTitle: 'Tus códigos de recuperación',
  codesNew: 'El inicio de sesión en dos pasos está activo.',
  codesLead: 'Guárdalos donde los encuentres sin tu teléfono. Cada uno vale una vez, y solo los mostramos ahora.',
  codesKept: 'Los he guardado',

  problems: {
    code_missing: 'Escribe el código.',
    code_wrong: 'Este código no es correcto, o ya se usó. Espera al siguiente, y revisa la hora de tu teléfono.',
    must_wait: 'Se intentó demasiadas veces. Inténtalo de nuevo {time}.',
    busy: 'No hemos podido hacerlo. No se ha perdido nada: inténtalo de nuevo en un momento.',
  },
  notices: {
    two_step_off: 'El inicio de sesión en dos pasos está desactivado. Quita la cuenta de tu aplicación de autenticación.',
    enrolment_over: 'Ha tardado demasiado. Aquí tienes una clave nueva: quita la anterior de tu aplicación.',
  },
}
