/** What an entry is of, and what it depends on, in words. */
import { printType } from '../artifact/signature.ts'
import type { HostType } from '../artifact/types.ts'
import { shown } from './differences.ts'
import type { Head } from './entry.ts'
import { memberTitle } from './key.ts'
import type { MetUnit, Question } from './questions.ts'

const LONGEST = 40

/** `scale`, `Ring.append`, `new Ring`, `get Ring.size`; a function without a name is known by how it begins. */
export function titleOf({ key, units }: Pick<Head, 'key' | 'units'>): string {
  return key.name === '' ? beginningOf(units[0]?.text ?? '') : memberTitle(key)
}

function beginningOf(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line
}

/** Everything that it depends on, beginning with itself. */
export function dependencies({ units, questions }: Pick<Head, 'units' | 'questions'>): string[] {
  const answers = questions.flatMap((question) => answerText(units, question) ?? [])
  return [...units.map(({ kind, name, text }) => `the source of the ${kind} ${name || beginningOf(text)}`), ...answers]
}

/** Undefined for what says nothing new: which built-in or source a name stands for, and that there is nothing. */
function answerText(units: readonly MetUnit[], [what, of, name, answer]: Question): string | undefined {
  if (answer === '' || /^(absent|builtin |function #|class #)/.test(answer)) return undefined
  const unit = units[of]?.name || '(anonymous)'
  switch (what) {
    case 'resolve':
      return `${name}, which ${/^(number|bigint|boolean|string|undefined|null)\b/.test(answer) ? 'is' : 'stands for'} ${shown(answer)}`
    case 'get':
      return `the property ${name}, which is ${shown(answer)}`
    case 'static':
      return `${unit}.${name}, which is ${shown(answer)}`
    case 'fields':
      return answer === '[]' ? undefined : `the types of the fields of ${unit}: ${fieldsText(answer)}`
    case 'subclasses':
      return `the classes that extend ${unit}: ${answer.replace(/class #(\d+)/g, (_, number) => units[Number(number)]?.name ?? '?')}`
    default:
      return undefined
  }
}

function fieldsText(answer: string): string {
  const fields = JSON.parse(answer) as [string, HostType][]
  return fields.map(([name, type]) => `${name}: ${printType(type)}`).join(', ')
}
