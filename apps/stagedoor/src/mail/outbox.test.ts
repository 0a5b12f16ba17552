import { describe, expect, it } from 'vitest'
import { drawOutbox } from './draw-outbox.ts'
import { createOutbox } from './outbox.ts'

const mail = { to: 'ada@example.com', subject: 'Hello', text: 'Press:\nhttp://127.0.0.1:4700/a?token=1', html: '<p>Press</p>' }

describe('the outbox of an emulator', () => {
  it('keeps the latest two hundred mails, newest first', async () => {
    const outbox = createOutbox()
    const mailer = outbox.mailerFor('standard', () => 1000)
    for (let count = 0; count < 201; count += 1) await mailer.send(mail)

    expect(outbox.list()).toHaveLength(200)
    expect(outbox.list()[0]).toEqual({ ...mail, number: 201, platform: 'standard', sentAt: 1000 })
  })

  it('is a page on which links can be pressed and nothing else runs', async () => {
    const outbox = createOutbox()
    const text = `${mail.text}\n<script>alert(1)</script> javascript:alert(1)`
    await outbox.mailerFor('standard', () => 1000).send({ ...mail, subject: '<b>', text })

    const page = drawOutbox(outbox.list())

    expect(page).toContain('<a href="http://127.0.0.1:4700/a?token=1">')
    expect(page).not.toMatch(/<script|<b>|href="javascript/)
  })
})
