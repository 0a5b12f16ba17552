import { expect, it } from 'vitest'
import { startAccountServer } from '../../test/start-account-server.ts'
import { password } from '../../test/test-browser.ts'
import { provePasswordOfProgram } from './prove-password.ts'

it('checks fifty passwords at once that a program sent for one person, and no more', async () => {
  const { context } = await startAccountServer()

  const guesses = await Promise.all(Array.from({ length: 60 }, (_, guess) => provePasswordOfProgram(context, 'ada', `guess ${guess}`)))
  const right = await provePasswordOfProgram(context, 'ada', password)

  expect(guesses.filter(({ outcome }) => outcome === 'wrong')).toHaveLength(50)
  expect(right).toMatchObject({ outcome: 'must_wait', until: context.now() + 30 })
})

it('counts nothing against a program that knows the password, however often it comes', async () => {
  const { context } = await startAccountServer()
  for (let call = 0; call < 120; call += 1) {
    expect((await provePasswordOfProgram(context, 'ada', password)).outcome).toBe('proven')
  }
})

it('keeps of what was typed no more than digests', async () => {
  const server = await startAccountServer()
  const subjects: unknown[] = []
  const { begin } = server.context.store.attempts
  Object.assign(server.context.store.attempts, {
    begin: (...args: Parameters<typeof begin>) => {
      subjects.push(...args[0])
      return begin(...args)
    },
  })
  await server.fillIn(server.openBrowser(), '/account/sign-in', { username: 'a password typed into the wrong field', password: 'x' })

  expect(subjects).toHaveLength(2)
  expect(Buffer.from(JSON.stringify(subjects)).toString('latin1')).not.toContain('typed')
})
