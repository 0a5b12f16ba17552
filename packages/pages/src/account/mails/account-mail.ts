import type { AccountMail, Mail, PageFrame } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import { type Markup, markupToString } from '../../markup.ts'
import { fill } from '../../messages/fill.ts'
import { chooseCatalogue } from '../../site/choose-catalogue.ts'
import { plainVisibleText } from '../../visible-text.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'
import type { MailWords } from './mail-messages.ts'

/**
 * Writes a mail about an account, as text and as HTML that loads nothing.
 *
 * Styles stand in attributes, as mail programs take no others.
 */
export function accountMail({ language, platform }: Pick<PageFrame, 'language' | 'platform'>, mail: AccountMail): Omit<Mail, 'to'> {
  const catalogue = chooseCatalogue([en, de, fr, es, ja], language)
  const words = catalogue.mails[mail.kind]
  const link = linkOf(mail)
  const values = valuesOf(platform.name, mail)
  const say = (message: string): string => message.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
  const button = words.button !== undefined && link !== null ? [`${words.button}:\n${link}`] : []
  const paragraphs = [...words.text.map(say), ...button, ...(words.after ?? []).map(say)]
  return {
    subject: say(words.subject),
    text: `${[...paragraphs, `-- \n${say(catalogue.footer)}`].join('\n\n')}\n`,
    html: markupToString(mailDocument({ language: catalogue.language, words, footer: catalogue.footer, values, link, platform })),
  }
}

function valuesOf(platform: string, mail: AccountMail): Readonly<Record<string, string>> {
  return {
    platform: plainVisibleText(platform),
    ...('username' in mail && { username: plainVisibleText(mail.username) }),
    ...('newEmail' in mail && { newEmail: plainVisibleText(mail.newEmail) }),
    ...('token' in mail && { token: plainVisibleText(mail.token) }),
    ...('app' in mail && { app: plainVisibleText(mail.app) }),
    ...('recoverLink' in mail && { recoverLink: mail.recoverLink }),
  }
}

function linkOf(mail: AccountMail): string | null {
  if ('link' in mail) return mail.link
  return 'recoverLink' in mail ? mail.recoverLink : null
}

function mailDocument({
  language,
  words,
  footer,
  values,
  link,
  platform,
}: {
  readonly language: string
  readonly words: MailWords
  readonly footer: string
  readonly values: Readonly<Record<string, string>>
  readonly link: string | null
  readonly platform: PageFrame['platform']
}): Markup {
  const paragraph = (message: string): Markup => html`<p style="margin:0 0 16px">${fill(message, values)}</p>`
  const button = html`<p style="margin:0 0 16px"><a href="${link}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:${platform.accent};color:${platform.onAccent};text-decoration:none">${words.button}</a></p>
<p style="margin:0 0 16px;font-size:14px;word-break:break-all">${link}</p>`
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${fill(words.subject, values)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif"><div style="max-width:560px;margin:0 auto">
<p style="margin:0 0 16px;font-weight:600">${values.platform}</p>
${words.text.map(paragraph)}
${words.button !== undefined && link !== null && button}
${words.after?.map(paragraph)}
<p style="margin:24px 0 0;font-size:14px;opacity:.75">${fill(footer, values)}</p>
</div></body></html>
`
}
