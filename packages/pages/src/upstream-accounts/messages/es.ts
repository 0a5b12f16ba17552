import type { UpstreamAccountMessages } from './upstream-account-messages.ts'

export const es: UpstreamAccountMessages = {
  language: 'es',
  lead: 'Inicias sesión con la cuenta que ya tienes allí.',
  goOn: 'Ir al inicio de sesión',
  problems: {
    denied: 'No has iniciado sesión. Nada ha cambiado.',
    over: 'Ese inicio de sesión tardó demasiado, ya había terminado, o empezó en otro navegador.',
    refused: 'El inicio de sesión no fue aceptado. Si vuelve a pasar, díselo a quienes llevan esta plataforma.',
    disabled: 'Esta cuenta no se puede usar aquí.',
    unavailable: 'Ahora mismo no se puede llegar al inicio de sesión. No se ha perdido nada: inténtalo de nuevo en un momento.',
  },
  notices: {
    signed_out: 'Has cerrado sesión aquí.',
    account_closed: 'Lo que teníamos de tu cuenta está borrado.',
    switch_account: 'Inicia sesión con la otra cuenta.',
    sign_in_again: 'Para lo que sigue, inicia sesión otra vez.',
  },
}
