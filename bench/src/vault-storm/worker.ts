/** One process of an app: at each word it asks for the token of everybody, so many times at once, and again when that fails. */
import { keepByBetterAuth } from './keep-by-better-auth.ts'
import { keepByStagedoor } from './keep-by-stagedoor.ts'

const [name, path = '', platformUrl = '', callersWord] = process.argv.slice(2)
const keeper = await (name === 'stagedoor' ? keepByStagedoor : keepByBetterAuth)(path, platformUrl)
const ATTEMPTS = 5
const PEOPLE_AT_ONCE = 4

async function getToken(person: number): Promise<string | null> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      return await keeper.getAccessToken(person)
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  return null
}

async function useAll(people: number): Promise<void> {
  let next = 0
  const work = async (): Promise<void> => {
    for (let person = next++; person < people; person = next++)
      await Promise.all(Array.from({ length: Number(callersWord) }, () => getToken(person)))
  }
  await Promise.all(Array.from({ length: PEOPLE_AT_ONCE }, work))
}

process.on('message', (people: number) => {
  void useAll(people).then(() => process.send?.('done'))
})
process.once('disconnect', () => process.exit())
process.send?.('ready')
