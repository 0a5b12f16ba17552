import type { Messages } from './messages.ts'

export const es: Messages = {
  language: 'es',
  direction: 'ltr',

  signInTitle: 'Inicia sesión en {platform}',
  signInFor: 'y continúa a {app}',
  username: 'Nombre de usuario o correo electrónico',
  password: 'Contraseña',
  signIn: 'Iniciar sesión',
  forgotPassword: '¿Has olvidado tu contraseña?',
  openAccount: 'Abrir una cuenta',
  titleWithProblem: 'Problema: {title}',
  signInProblems: {
    passkey_refused: 'Esta llave de acceso no ha funcionado aquí. Inténtalo de nuevo, o usa tu contraseña.',
    wrong_credentials: 'Este nombre de usuario y esta contraseña no van juntos. Revisa los dos e inténtalo otra vez.',
    missing_username: 'Escribe tu nombre de usuario.',
    must_wait: 'Se ha intentado demasiadas veces. Inténtalo de nuevo {time}.',
    missing_password: 'Escribe tu contraseña.',
    busy: 'Mucha gente está iniciando sesión ahora mismo. Espera un momento e inténtalo otra vez.',
  },
  demoAccounts: 'Cuentas de demostración',
  demoAccountsHint: 'Esta plataforma funciona en tu propio equipo. Pulsa una para iniciar sesión.',

  consentTitle: '{app} quiere usar tu cuenta de {platform}',
  consentMoreTitle: '{app} quiere hacer más con tu cuenta de {platform}',
  consentWindowTitle: '¿Permitir esta app?',
  verifiedApp: 'Verificada por {platform}',
  unverifiedApp: 'No verificada por {platform}. Permítela solo si la conoces.',
  unregisteredApp: 'No registrada en {platform}: cualquiera puede usar este nombre. Permítela solo si la acabas de abrir tú.',
  nativeApp: 'App en tu dispositivo',
  account: 'Tu cuenta',
  switchAccount: '¿No eres tú?',
  allowedBefore: 'Ya permitiste esta app antes. Lo nuevo está marcado.',
  writeScopes: 'Podría cambiar',
  readScopes: 'Podría ver',
  noScopes: 'Solo quiere saber que la permites.',
  newScope: 'Nuevo',
  returnsTo: 'Después irás a {place}',
  returnsToNative: 'Después volverás a la app de este dispositivo, en {place}',
  allow: 'Permitir',
  deny: 'Rechazar',

  forDeveloper: 'Para quienes desarrollan esta app',
  errorCode: 'Código de error',
  errorId: 'Número de error',
  firstDifference: 'La primera diferencia es el carácter {position}.',
  valueEnds: 'termina aquí',
  differsHere: 'primera diferencia:',
  errors: {
    page_unknown: {
      title: 'Aquí no hay nada',
      message: 'Se ha movido, se ha borrado o no puedes verlo. Comprueba la dirección y con qué cuenta has iniciado sesión.',
    },
    owner_only: {
      title: 'Solo un propietario de esta app puede hacer esto',
      message: 'Pídeselo a un propietario o pide que te nombre a ti: están en la página del equipo.',
    },
    client_unknown: {
      title: 'No conocemos esta app',
      message:
        'La app de la que vienes no está registrada con nosotros, así que no podemos iniciar tu sesión en ella. Puedes cerrar esta página.',
    },
    redirect_uri_missing: {
      title: 'Esta app no ha dicho adónde enviarte de vuelta',
      message:
        'Hay algo mal configurado en la app. No se ha compartido nada con ella. Puedes cerrar esta página y contárselo a quienes hacen la app.',
    },
    redirect_uri_invalid: {
      title: 'Esta app quiere enviarte a una dirección que no permitimos',
      message:
        'Hay algo mal configurado en la app. No se ha compartido nada con ella. Puedes cerrar esta página y contárselo a quienes hacen la app.',
    },
    redirect_uri_mismatch: {
      title: 'Esta app quiere enviarte a una dirección que no ha registrado',
      message:
        'Por tu seguridad nos hemos detenido aquí, y no se ha compartido nada. Puedes cerrar esta página; si confías en la app, cuéntaselo a quienes la hacen.',
    },
    request_malformed: {
      title: 'No hemos podido leer esta petición',
      message: 'Vuelve a la app e inténtalo otra vez. Si vuelve a pasar, cuéntaselo a quienes hacen la app.',
    },
    request_too_large: {
      title: 'Esta petición es demasiado grande',
      message: 'Vuelve a la app e inténtalo otra vez. Si vuelve a pasar, cuéntaselo a quienes hacen la app.',
    },
    transaction_expired: {
      title: 'Este inicio de sesión ha terminado',
      message:
        'Ha caducado, ya se había completado o empezó en otro navegador. Vuelve a la app y pulsa otra vez su botón de inicio de sesión.',
    },
    request_forged: {
      title: 'No hemos podido comprobar que esto venía de ti',
      message: 'Para proteger tu cuenta nos hemos detenido aquí. Vuelve a la app y pulsa otra vez su botón de inicio de sesión.',
    },
    temporarily_unavailable: {
      title: 'Ahora mismo no podemos hacerlo',
      message: 'No se ha perdido nada. Espera un momento e inténtalo otra vez.',
    },
    server_error: {
      title: 'Algo ha fallado por nuestra parte',
      message: 'No ha sido culpa tuya. Inténtalo otra vez; si vuelve a pasar, dinos el número de abajo.',
    },
  },

  formPostTitle: 'De vuelta a {app}',
  formPostMessage: 'Vas de camino. Si no pasa nada, pulsa el botón.',
  formPostContinue: 'Continuar',

  deviceTitle: 'Conecta un dispositivo a {platform}',
  deviceLead: 'Escribe el código que muestra tu dispositivo o terminal.',
  deviceCode: 'Código',
  deviceContinue: 'Continuar',
  deviceProblems: {
    unknown: 'Este código no es correcto o ha caducado. Mira otra vez el dispositivo: un código solo vale unos minutos.',
    too_many: 'Demasiados códigos eran incorrectos. Espera diez minutos e inténtalo otra vez.',
  },
  deviceWarning: 'Si alguien te envió este código o enlace, detente aquí: entraría en tu cuenta.',
  deviceCompare: 'Esta app está en otro dispositivo. Permítela solo si la acabas de abrir tú allí y muestra {code}.',
  deviceAllowedTitle: 'Tu dispositivo ha iniciado sesión',
  deviceAllowed: 'Vuelve a él: seguirá solo en unos segundos. Puedes cerrar esta página.',
  deviceDeniedTitle: 'No se ha permitido nada',
  deviceDenied: 'El dispositivo sabrá que has dicho que no. Puedes cerrar esta página.',

  webMessageWindowTitle: 'De vuelta a la app',
  webMessageAllowed: 'Ya estás de vuelta en {app}',
  webMessageRefused: '{app} sabe que no ha funcionado',
  webMessageClose: 'Esta ventana se cierra sola. Si no, puedes cerrarla.',
  webMessageAloneTitle: 'No podemos llegar a {app} desde esta ventana',
  webMessageAlone:
    'La ventana de la que vienes está cerrada o separada de esta, o los scripts están desactivados. No se ha compartido nada. Cierra esta ventana, vuelve a {app} y pulsa otra vez su botón de inicio de sesión.',
}
