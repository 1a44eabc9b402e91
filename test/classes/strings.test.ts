/** Strings in fields of instances that the host has: they outlive the call that stored them. */
import { expect, test } from 'vitest'
import * as compiler from '../../src/compiler.ts'
import { jit, jitclass, setCompiler } from '../../src/index.ts'

setCompiler(() => compiler)

/** Calls that make strings of their own, which would come to lie where others have been. */
const busy = jit((n: number) => {
  let text = ''
  for (let i = 0; i < n; i++) text += `<${i}>`
  return text
})

class PlainParser {
  text: string
  pos = 0
  constructor(text: string) {
    this.text = text
  }
  peek(): number {
    return this.pos < this.text.length ? this.text.charCodeAt(this.pos) : -1
  }
  sum(): number {
    let value = this.product()
    while (this.peek() === 43) {
      this.pos++
      value += this.product()
    }
    return value
  }
  product(): number {
    let value = this.factor()
    while (this.peek() === 42) {
      this.pos++
      value *= this.factor()
    }
    return value
  }
  factor(): number {
    if (this.peek() === 40) {
      this.pos++
      const value = this.sum()
      if (this.peek() !== 41) throw new SyntaxError(`expected ) at ${this.pos} of ${this.text}`)
      this.pos++
      return value
    }
    const start = this.pos
    while (this.peek() >= 48 && this.peek() <= 57) this.pos++
    return parseInt(this.text.slice(start, this.pos), 10)
  }
}

test('a parser keeps its text', () => {
  const Parser = jitclass(PlainParser)
  const [one, two] = [new Parser('2*(3+4)+10'), new Parser('(1+2')]
  busy(5)
  expect([one.text, two.text, one.peek(), two.peek()]).toEqual(['2*(3+4)+10', '(1+2', 50, 40])
  expect(one.sum()).toBe(24)
  expect(() => two.sum()).toThrow(new SyntaxError('expected ) at 4 of (1+2'))
})

test('names in private fields, arrays and records, set by methods, by the host, and in kernels', () => {
  const Person = jitclass(
    class Person {
      #name: string
      tags = ['first']
      place = { city: 'x', code: 1 }
      title = ''
      constructor(name: string) {
        this.#name = `${name}!`
      }
      get name(): string {
        return this.#name
      }
      set name(value: string) {
        this.#name = value.toUpperCase()
      }
      tag(text: string): void {
        this.tags.push(text + this.tags.length)
        this.place.city = text + text
      }
      all(): string {
        return `${this.title} ${this.#name} ${this.tags.join('+')} ${this.place.city}`
      }
    },
  )
  const [ann, bob] = [new Person('ann'), new Person('bob')]
  busy(3)
  ann.tag('t')
  bob.tag('u')
  busy(4)
  bob.name = 'robert'
  ann.title = `Dr${busy(1)}`
  busy(6)
  expect([ann.all(), bob.all()]).toEqual(['Dr<0> ann! first+t1 tt', ' ROBERT first+u1 uu'])
  expect([ann.name, ann.tags[1], bob.place.city, ann.title]).toEqual(['ann!', 't1', 'uu', 'Dr<0>'])
  const longest = jit((a: InstanceType<typeof Person>, b: InstanceType<typeof Person>) => {
    a.title += b.name
    return a.title.length
  })
  expect(longest(ann, bob)).toBe(11)
  busy(6)
  expect(ann.title).toBe('Dr<0>ROBERT')
})

test('texts that may be missing, in fields that the host reads and sets', () => {
  const Card = jitclass({ name: 'string | null', notes: '(string | undefined)[]' })(
    class Card {
      name: string | null = null
      notes: (string | undefined)[] = []
      add(note: string | undefined): number {
        return this.notes.push(note)
      }
      shown(): string {
        return `${this.name ?? 'nobody'}: ${this.notes.join('|')}`
      }
      take(): string | undefined {
        return this.notes.pop()
      }
    },
  )
  const card = new Card()
  expect([card.name, card.shown()]).toEqual([null, 'nobody: '])
  card.name = `x${busy(1)}`
  card.add('one')
  card.add(undefined)
  busy(4)
  expect([card.name, card.shown(), card.notes[0], card.notes[1], card.notes.length]).toEqual(['x<0>', 'x<0>: one|', 'one', undefined, 2])
  expect([card.take(), card.take(), card.take()]).toEqual([undefined, 'one', undefined])
  card.name = null
  expect(card.shown()).toBe('nobody: ')
  expect(() => {
    card.name = undefined as never
  }).toThrow(TypeError)
})
