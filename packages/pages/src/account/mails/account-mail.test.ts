import { describe, expect, it } from 'vitest'
import { accountMail } from './account-mail.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'

describe('the words of accounts', () => {
  it.each([de, fr, es, ja])('in mails fill in the same in $language as in English, counted over a whole mail', (mails) => {
    const whole = ({ mails: all }: typeof en): string[] =>
      Object.entries(all).map(([kind, words]) => `${kind} ${[...new Set(JSON.stringify(words).match(/\{\w+\}/g))].sort().join(' ')}`)
    expect(whole(mails)).toEqual(whole(en))
  })
})

describe('a mail', () => {
  const frame = { language: 'en', platform: { name: 'Mix & Wave', accent: '#5b3df5', onAccent: '#ffffff' } }

  it('has its link in text and HTML, loads nothing, and fills in everything', () => {
    const { subject, text, html } = accountMail(frame, { kind: 'recover', username: 'zoe', link: 'https://x.example/a?token=t&b=1' })

    expect(subject).toBe('A new password for Mix & Wave')
    expect(text).toContain('Choose a new password:\nhttps://x.example/a?token=t&b=1\n')
    expect(html).toContain('href="https://x.example/a?token=t&amp;b=1"')
    expect(html).toContain('Mix &amp; Wave')
    expect(html).not.toMatch(/<img|<link|<script|src=/)
    expect(subject + text + html).not.toMatch(/\{\w+\}/)
  })

  it('shows a username as what it is', () => {
    const { html, text } = accountMail(frame, { kind: 'account_closed', username: '<b>\u202Ezoe' })
    expect(html).toContain('&lt;b&gt;[U+202E]zoe')
    expect(text).toContain('[U+202E]zoe')
  })
})
