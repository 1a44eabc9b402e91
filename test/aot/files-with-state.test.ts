/** Files with state as people write them: Maps, tables of functions, lists and numbers together. Each does built what it does as source. */
import { describe as suite, test } from 'vitest'
import { type Case, check } from './as-javascript.ts'

const CASES: readonly Case[] = [
  {
    name: 'a cache of results that forgets',
    files: {
      'a.ts': `
/** A cache of results, shared by all functions of the module. */
const CAPACITY = 4
const cache = new Map<string, number>()
let hits = 0
let misses = 0
function remember(key: string, value: number): number {
  if (cache.has(key)) cache.delete(key)
  else if (cache.size >= CAPACITY) { const oldest = cache.keys().next().value; if (oldest !== undefined) cache.delete(oldest) }
  cache.set(key, value)
  return value
}
/** The cost of a way. */
export function cost(from: string, to: string): number {
  const key = \`\${from}>\${to}\`
  const known = cache.get(key)
  if (known !== undefined) { hits++; return remember(key, known) }
  misses++
  let sum = 0
  for (let i = 0; i < key.length; i++) sum = (sum * 31 + key.charCodeAt(i)) % 1000003
  return remember(key, sum)
}
export function stats(): { hits: number; misses: number; size: number; keys: string[] } { return { hits, misses, size: cache.size, keys: [...cache.keys()] } }
export function reset(): void { cache.clear(); hits = misses = 0 }
export const limits = { capacity: CAPACITY }
`,
    },
    calls: [
      `['a','b','c','a','d','e','a','b'].map((x) => m.cost(x, 'z'))`,
      `m.stats()`,
      `m.reset()`,
      `m.stats()`,
      `m.cost('a', 'b')`,
      `m.limits`,
    ],
  },
  {
    name: 'groups that are joined',
    files: {
      'a.ts': `
const parent = new Map<string, string>()
const rank = new Map<string, number>()
let sets = 0
export function make(x: string): boolean { if (parent.has(x)) return false; parent.set(x, x); rank.set(x, 0); sets++; return true }
export function find(x: string): string {
  make(x)
  let root = x
  while (parent.get(root)! !== root) root = parent.get(root)!
  while (parent.get(x)! !== root) { const next = parent.get(x)!; parent.set(x, root); x = next }
  return root
}
export function union(a: string, b: string): boolean {
  const [ra, rb] = [find(a), find(b)]
  if (ra === rb) return false
  const [ka, kb] = [rank.get(ra)!, rank.get(rb)!]
  if (ka < kb) parent.set(ra, rb)
  else { parent.set(rb, ra); if (ka === kb) rank.set(ra, ka + 1) }
  sets--
  return true
}
export function groups(): string[][] {
  const all = new Map<string, string[]>()
  for (const x of parent.keys()) { const r = find(x); const g = all.get(r); if (g) g.push(x); else all.set(r, [x]) }
  return [...all.values()]
}
export const count = (): number => sets
`,
    },
    calls: [`m.union('a', 'b')`, `m.union('c', 'd')`, `m.union('a', 'd')`, `m.union('b', 'c')`, `m.find('zz')`, `m.groups()`, `m.count()`],
  },
  {
    name: 'names as numbers',
    files: {
      'a.ts': `
const ids = new Map<string, number>()
const names: string[] = []
export function intern(name: string): number {
  let id = ids.get(name)
  if (id === undefined) { id = names.length; ids.set(name, id); names.push(name) }
  return id
}
export function nameOf(id: number): string { const n = names[id]; if (n === undefined) throw new RangeError(\`no id \${id}\`); return n }
export function internAll(words: readonly string[]): Int32Array { const out = new Int32Array(words.length); words.forEach((w, i) => { out[i] = intern(w) }); return out }
export function size(): number { return ids.size }
export function histogram(text: string): Record<string, number> { const out: Record<string, number> = {}; for (const w of text.split(' ')) out[w] = (out[w] ?? 0) + 1; return out }
`,
    },
    calls: [`m.intern('x')`, `m.internAll(['a', 'x', 'b', 'a'])`, `m.nameOf(2)`, `m.nameOf(9)`, `m.size()`, `m.histogram('a b a')`],
  },
  {
    name: 'names that are given out',
    files: {
      'a.ts': `
const counters = new Map<string, bigint>()
const issued = new Set<string>()
let seed = 12345
export function next(prefix = 'id'): string {
  const n = (counters.get(prefix) ?? 0n) + 1n
  counters.set(prefix, n)
  const id = \`\${prefix}-\${n}\`
  issued.add(id)
  return id
}
export function random(): string { seed = (seed * 1103515245 + 12345) & 0x7fffffff; const id = seed.toString(36); if (issued.has(id)) return random(); issued.add(id); return id }
export function release(id: string): boolean { return issued.delete(id) }
export function all(): Set<string> { return issued }
export function ordered(): string[] { return [...issued].sort() }
`,
    },
    calls: [
      `[m.next(), m.next(), m.next('x')]`,
      `[m.random(), m.random()]`,
      `m.release('id-1')`,
      `m.release('id-1')`,
      `[...m.all()]`,
      `m.ordered()`,
    ],
  },
  {
    name: 'a machine with a table of states',
    files: {
      'a.ts': `
type State = 'idle' | 'number' | 'text' | 'end'
type Step = (c: string) => State
const isDigit = (c: string): boolean => c >= '0' && c <= '9'
const steps: Record<State, Step> = {
  idle: (c) => (c === ' ' ? 'idle' : isDigit(c) ? 'number' : c === '' ? 'end' : 'text'),
  number: (c) => (isDigit(c) || c === '.' ? 'number' : c === ' ' ? 'idle' : c === '' ? 'end' : 'text'),
  text: (c) => (c === ' ' ? 'idle' : c === '' ? 'end' : 'text'),
  end: () => 'end',
}
const visits = new Map<State, number>()
export function scan(input: string): string {
  let state: State = 'idle'
  let out = ''
  for (let i = 0; i <= input.length; i++) {
    const next = steps[state]!(input[i] ?? '')
    visits.set(next, (visits.get(next) ?? 0) + 1)
    if (next !== state) out += next[0]
    state = next
  }
  return out
}
export function seen(): [State, number][] { return [...visits] }
`,
    },
    calls: [`m.scan('12 ab 3.4x')`, `m.scan('')`, `m.seen()`],
  },
  {
    name: 'commands over a stack',
    files: {
      'a.ts': `
const stack: number[] = []
const labels = new Map<string, number>()
type Command = (argument: number) => void
const commands: Record<string, Command> = {
  push: (n) => { stack.push(n) },
  add: () => { stack.push(stack.pop()! + stack.pop()!) },
  mul: () => { stack.push(stack.pop()! * stack.pop()!) },
  dup: () => { stack.push(stack[stack.length - 1]!) },
}
export function run(program: string): number {
  for (const line of program.split('\\n')) {
    const [name, argument] = line.trim().split(' ')
    const command = commands[name!]
    if (!command) throw new Error(\`unknown command \${name}\`)
    command(Number(argument ?? 0))
    labels.set(name!, (labels.get(name!) ?? 0) + 1)
  }
  return stack[stack.length - 1]!
}
export function depth(): number { return stack.length }
export function used(name: string): number { return labels.get(name) ?? 0 }
`,
    },
    calls: [`m.run('push 2\\npush 3\\nadd\\ndup\\nmul')`, `m.depth()`, `m.run('jump 1')`, `m.used('push')`, `m.run('push 5')`],
  },
  {
    name: 'results that are remembered',
    files: {
      'a.ts': `
const memo: Map<bigint, bigint> = new Map([[0n, 0n], [1n, 1n]])
const catalan: number[] = [1]
const edit: Map<string, Map<string, number>> = new Map()
export function fib(n: bigint): bigint { const k = memo.get(n); if (k !== undefined) return k; const r = BigInt.asUintN(64, fib(n - 1n) + fib(n - 2n)); memo.set(n, r); return r }
export function cat(n: number): number { if (n < catalan.length) return catalan[n]!; let s = 0; for (let i = 0; i < n; i++) s += cat(i) * cat(n - 1 - i); catalan[n] = s; return s }
export function distance(a: string, b: string): number {
  let row = edit.get(a); if (!row) edit.set(a, (row = new Map<string, number>()))
  const known = row.get(b); if (known !== undefined) return known
  const d = !a ? b.length : !b ? a.length : Math.min(distance(a.slice(1), b) + 1, distance(a, b.slice(1)) + 1, distance(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1))
  row.set(b, d)
  return d
}
export function rows(): number { return edit.size }
`,
    },
    calls: [`m.fib(80n)`, `m.cat(12)`, `m.distance('saturday', 'sunday')`, `m.rows()`],
  },
]

suite('files with state do built what they do as source', () => {
  for (const made of CASES) test(made.name, () => check(made))
})
