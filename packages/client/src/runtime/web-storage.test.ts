import { describe, expect, it } from 'vitest'
import { webStorage } from './web-storage.ts'

function blocked(): never {
  throw new DOMException('The operation is insecure.', 'SecurityError')
}

describe('webStorage', () => {
  it('goes on in memory when the browser blocks storage, and says so', () => {
    const storage = webStorage(blocked)

    expect(storage.replace('a/1', null, 'text')).toBe(true)
    expect(storage.read('a/1')).toBe('text')
    expect(storage.keys('a/')).toEqual(['a/1'])
    expect(storage.durable).toBe(false)
  })

  it('keeps a write that the area had no room for, and lets nobody find what it replaces', () => {
    const removed: string[] = []
    const storage = webStorage(() => ({ getItem: () => 'old', setItem: blocked, removeItem: (key) => void removed.push(key) }))

    expect(storage.replace('key', 'old', 'new')).toBe(true)
    expect(storage.read('key')).toBe('new')
    expect(removed).toEqual(['key'])
  })

  it('writes only over what was expected', () => {
    const texts = new Map<string, string>()
    const area = {
      getItem: (key: string) => texts.get(key) ?? null,
      setItem: (key: string, text: string) => void texts.set(key, text),
      removeItem: (key: string) => void texts.delete(key),
    }
    const storage = webStorage(() => area)

    expect(storage.replace('key', null, 'first')).toBe(true)
    expect(storage.replace('key', null, 'second')).toBe(false)
    expect(storage.read('key')).toBe('first')
    expect(storage.replace('key', 'first', null)).toBe(true)
    expect(storage.durable).toBe(true)
  })
})
