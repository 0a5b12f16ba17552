import type { MailMessages } from './mail-messages.ts'

const half = 'El enlace vale media hora y una sola vez.'

export const es: MailMessages = {
  language: 'es',
  mails: {
    confirm_sign_up: {
      subject: 'Confirma tu dirección para {platform}',
      text: ['Alguien, esperamos que tú, está abriendo una cuenta en {platform} con esta dirección.'],
      button: 'Abrir mi cuenta',
      after: [half, 'Si no has sido tú, no hagas nada: sin el enlace no hay cuenta.'],
    },
    has_account: {
      subject: 'Ya tienes una cuenta en {platform}',
      text: [
        'Alguien, quizá tú, ha querido abrir una cuenta en {platform} con esta dirección. Ya tienes una: tu nombre de usuario es {username}.',
        'No ha cambiado nada. Inicia sesión, o elige una contraseña nueva si has perdido la tuya.',
      ],
      button: 'Iniciar sesión',
      after: ['¿Has perdido la contraseña? {recoverLink}'],
    },
    confirm_email: {
      subject: 'Confirma tu dirección nueva para {platform}',
      text: ['Quieres usar esta dirección para tu cuenta en {platform}.'],
      button: 'Confirmar esta dirección',
      after: [half, 'Si no has sido tú, no hagas nada: sin el enlace no cambia nada.'],
    },
    address_in_use: {
      subject: 'Alguien ha querido usar tu dirección en {platform}',
      text: [
        'Alguien ha querido usar esta dirección para otra cuenta en {platform}. Pertenece a tu cuenta {username}, y no ha cambiado nada.',
        'Si has sido tú: inicia sesión primero en esa cuenta, o ciérrala.',
      ],
    },
    email_changed: {
      subject: 'Tu dirección en {platform} ha cambiado',
      text: [
        'Tu cuenta {username} en {platform} usa ahora {newEmail}. Los enlaces para recuperarla llegan allí desde ahora, y no aquí.',
        'Si no has sido tú, alguien ha entrado en tu cuenta: díselo a quienes llevan {platform}.',
      ],
    },
    recover: {
      subject: 'Una contraseña nueva para {platform}',
      text: ['Alguien, esperamos que tú, ha perdido la contraseña de tu cuenta {username} en {platform}.'],
      button: 'Elegir una contraseña nueva',
      after: [half, 'Si no has sido tú, no hagas nada: tu contraseña sigue igual.'],
    },
    password_changed: {
      subject: 'Tu contraseña en {platform} ha cambiado',
      text: ['La contraseña de tu cuenta {username} en {platform} acaba de cambiar.', 'Si has sido tú, no hay nada que hacer. Si no:'],
      button: 'Recuperar mi cuenta',
    },
    account_closed: {
      subject: 'Tu cuenta en {platform} está cerrada',
      text: [
        'Tu cuenta {username} en {platform} está cerrada, como pediste. Sus aplicaciones ya no tienen acceso, y hemos borrado tu nombre y esta dirección.',
      ],
    },
    token_created: {
      subject: 'Un token de acceso nuevo para tu cuenta en {platform}',
      text: [
        'Se acaba de crear «{token}» para tu cuenta {username} en {platform}. Quien lo tenga puede actuar como tú.',
        'Si has sido tú, no hay nada que hacer. Si no, anúlalo y cambia tu contraseña:',
      ],
      button: 'Ver mis tokens de acceso',
    },
    token_reported: {
      subject: 'Tu token de acceso en {platform} se ha visto en público',
      text: [
        'Alguien encontró «{token}», un token de acceso de tu cuenta {username} en {platform}, donde cualquiera podía leerlo. Lo hemos anulado al momento: los scripts que lo usan se han parado.',
        'Quítalo de donde se encontró y crea otro.',
      ],
      button: 'Ver mis tokens de acceso',
    },
    app_secret_reported: {
      subject: 'Un secreto de {app} se ha visto en público',
      text: [
        'Alguien encontró un secreto de cliente de tu aplicación {app} en {platform} donde cualquiera podía leerlo. Todavía sirve, para que nadie se quede fuera de tu aplicación.',
        'Crea un secreto nuevo, haz que tus servidores lo usen y después anula el antiguo. Hoy, si puedes.',
      ],
      button: 'Ver los secretos de la aplicación',
    },
  },
  footer: 'Este correo trata de una cuenta en {platform}.',
}
