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
  },
  footer: 'Este correo trata de una cuenta en {platform}.',
}
