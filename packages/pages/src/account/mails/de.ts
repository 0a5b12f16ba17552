import type { MailMessages } from './mail-messages.ts'

const half = 'Der Link gilt eine halbe Stunde und einmal.'

export const de: MailMessages = {
  language: 'de',
  mails: {
    confirm_sign_up: {
      subject: 'Bestätige deine Adresse für {platform}',
      text: ['Jemand, hoffentlich du, eröffnet mit dieser Adresse ein Konto bei {platform}.'],
      button: 'Mein Konto eröffnen',
      after: [half, 'Warst du es nicht, musst du nichts tun: Ohne den Link gibt es kein Konto.'],
    },
    has_account: {
      subject: 'Du hast schon ein Konto bei {platform}',
      text: [
        'Jemand, vielleicht du, wollte mit dieser Adresse ein Konto bei {platform} eröffnen. Du hast schon eines: Dein Benutzername ist {username}.',
        'Es hat sich nichts geändert. Melde dich an, oder wähle ein neues Passwort, wenn du deines nicht mehr weißt.',
      ],
      button: 'Anmelden',
      after: ['Passwort vergessen? {recoverLink}'],
    },
    confirm_email: {
      subject: 'Bestätige deine neue Adresse für {platform}',
      text: ['Du willst diese Adresse für dein Konto bei {platform} verwenden.'],
      button: 'Diese Adresse bestätigen',
      after: [half, 'Warst du es nicht, musst du nichts tun: Ohne den Link ändert sich nichts.'],
    },
    address_in_use: {
      subject: 'Jemand wollte deine Adresse bei {platform} verwenden',
      text: [
        'Jemand wollte diese Adresse für ein anderes Konto bei {platform} verwenden. Sie gehört zu deinem Konto {username}, und es hat sich nichts geändert.',
        'Warst du es selbst: Melde dich zuerst bei diesem Konto an, oder schließe es.',
      ],
    },
    email_changed: {
      subject: 'Deine Adresse bei {platform} ist geändert',
      text: [
        'Dein Konto {username} bei {platform} verwendet jetzt {newEmail}. Links, mit denen du zurück in dein Konto kommst, gehen ab jetzt dorthin, nicht hierher.',
        'Warst du es nicht, ist jemand in dein Konto gelangt: Sag es denen, die {platform} betreiben.',
      ],
    },
    recover: {
      subject: 'Ein neues Passwort für {platform}',
      text: ['Jemand, hoffentlich du, hat das Passwort deines Kontos {username} bei {platform} vergessen.'],
      button: 'Neues Passwort wählen',
      after: [half, 'Warst du es nicht, musst du nichts tun: Dein Passwort bleibt, wie es ist.'],
    },
    password_changed: {
      subject: 'Dein Passwort bei {platform} ist geändert',
      text: [
        'Das Passwort deines Kontos {username} bei {platform} ist gerade geändert worden.',
        'Warst du es, ist nichts zu tun. Wenn nicht:',
      ],
      button: 'Mein Konto zurückholen',
    },
    account_closed: {
      subject: 'Dein Konto bei {platform} ist geschlossen',
      text: [
        'Dein Konto {username} bei {platform} ist geschlossen, wie du es wolltest. Seine Apps haben keinen Zugriff mehr, und wir haben deinen Namen und diese Adresse gelöscht.',
      ],
    },
    token_created: {
      subject: 'Ein neues Zugriffstoken für dein Konto bei {platform}',
      text: [
        '„{token}“ ist gerade für dein Konto {username} bei {platform} angelegt worden. Wer es hat, kann als du handeln.',
        'Warst du es, ist nichts zu tun. Wenn nicht, beende es und ändere dein Passwort:',
      ],
      button: 'Meine Zugriffstoken ansehen',
    },
    token_reported: {
      subject: 'Dein Zugriffstoken bei {platform} ist öffentlich gefunden worden',
      text: [
        'Jemand hat „{token}“, ein Zugriffstoken deines Kontos {username} bei {platform}, gefunden, wo alle es lesen konnten. Wir haben es sofort beendet: Skripte, die es nutzen, stehen still.',
        'Nimm es dort heraus, wo es gefunden wurde, und lege ein neues an.',
      ],
      button: 'Meine Zugriffstoken ansehen',
    },
    app_secret_reported: {
      subject: 'Ein Secret von {app} ist öffentlich gefunden worden',
      text: [
        'Jemand hat ein Client Secret deiner App {app} bei {platform} gefunden, wo alle es lesen konnten. Es gilt noch, damit niemand aus deiner App ausgesperrt wird.',
        'Lege ein neues Secret an, lass deine Server es nutzen, und beende dann das alte. Am besten heute.',
      ],
      button: 'Die Secrets der App ansehen',
    },
  },
  footer: 'In dieser Mail geht es um ein Konto bei {platform}.',
}
