/** Why an entry does not serve a request: what differs between two heads, in words. */
import type { Head } from './entry.ts'
import type { Question } from './questions.ts'

/** Everything that differs, the most basic first; empty for equal ones. */
export function differences(before: Head, now: Head): string[] {
  const found: string[] = []
  const say = (differs: boolean, text: () => string) => {
    if (differs) found.push(text())
  }
  const { key: a } = before
  const { key: b } = now
  say(a.build !== b.build || a.abi !== b.abi || a.format !== b.format, () => 'the version of the compiler changed')
  say(a.engine !== b.engine, () => `the engine changed from ${a.engine} to ${b.engine}`)
  say(a.signature !== b.signature || a.lazy !== b.lazy, () => 'it was not compiled for these types')
  say(a.options !== b.options, () => `the options changed from ${optionText(a.options)} to ${optionText(b.options)}`)
  return found.length > 0 ? found : dependencies(before, now)
}

function dependencies(before: Head, now: Head): string[] {
  const found: string[] = []
  for (const [index, unit] of now.units.entries()) {
    const was = before.units[index]
    if (was === undefined) break
    const what = `\`${unit.name || '(anonymous)'}\``
    if (was.name !== unit.name) found.push(`\`${was.name || '(anonymous)'}\` is now ${what}`)
    else if (was.text !== unit.text) {
      found.push(`the source of ${what} changed`)
    } else if (was.declared !== unit.declared) found.push(`${what} is ${unit.declared ? 'now' : 'no longer'} given to jitclass`)
  }
  for (const question of now.questions) {
    const [what, of, name, answer] = question
    const was = before.questions.find((other) => other[0] === what && other[1] === of && other[2] === name)
    if (was !== undefined && was[3] !== answer) found.push(changed(now, question, was[3]))
  }
  if (found.length === 0 && before.questions.length !== now.questions.length) found.push('it depends on other variables now')
  return found
}

function changed(head: Head, [what, of, name, now]: Question, before: string): string {
  const unit = `\`${head.units[of]?.name || '(anonymous)'}\``
  switch (what) {
    case 'resolve':
    case 'get':
      return `captured ${/^(number|bigint|boolean|string) /.test(before) ? 'constant' : 'variable'} \`${name}\` changed from ${shown(before)} to ${shown(now)}`
    case 'static':
      return `\`${head.units[of]?.name || '(anonymous)'}.${name}\` changed from ${shown(before)} to ${shown(now)}`
    case 'base':
      return `the class that ${unit} extends changed`
    case 'prototype':
      return `the methods of ${unit} changed`
    case 'fields':
      return `the types of the fields of ${unit} changed`
    case 'subclasses':
      return `the classes that extend ${unit} changed`
    case 'named':
      return `the class that ${unit} means by \`${name}\` changed`
  }
}

/** `number 3` is 3; `function #2` is a function. */
export function shown(answer: string): string {
  const [kind, ...rest] = answer.split(' ')
  const text = rest.join(' ')
  if (kind === 'number' || kind === 'bigint' || kind === 'boolean' || kind === 'string' || kind === 'builtin') return text
  if (kind === 'function' || kind === 'class') return `a ${kind}`
  if (kind === 'array') return `an array of ${text.split(' ')[1]}`
  return kind === 'absent' ? 'nothing' : kind === 'value' || kind === 'object' ? 'an object' : kind!
}

export function optionText(options: string): string {
  const pairs = JSON.parse(options) as [string, unknown][]
  return `{ ${pairs.map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(', ')} }`
}

/** The entry that a request came closest to. */
export function closest(heads: readonly Head[], now: Head): Head | undefined {
  // Another function without a name is another function.
  const related = heads.filter(
    ({ key, units }) => key.member === now.key.member && (key.name !== '' || units[0]?.text === now.units[0]?.text),
  )
  const score = (head: Head) => {
    const { key } = head
    const same = (a: unknown, b: unknown, weight: number) => (a === b ? weight : 0)
    return (
      same(head.units[0]?.text, now.units[0]?.text, 32) +
      same(key.signature + key.lazy, now.key.signature + now.key.lazy, 16) +
      same(key.build, now.key.build, 8) +
      same(key.engine, now.key.engine, 4) +
      same(key.options, now.key.options, 2)
    )
  }
  return related.sort((a, b) => score(b) - score(a) || b.made - a.made)[0]
}
