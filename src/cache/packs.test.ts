/** Classes through the store: the members of a class lie in one file, which grows and is replaced. */
import * as fs from 'node:fs'
import { expect, test } from 'vitest'
import type { Artifact } from '../artifact/artifact.ts'
import type { CompileRequest } from '../artifact/compile.ts'
import type { Store } from '../artifact/store.ts'
import { jit, jitclass, statsOf } from '../index.ts'
import { setStore } from '../runtime/slots.ts'
import { openPack } from './pack.ts'
import { diskWith, eachInNewRoot, failingDisk, openAgain } from './testing/store.ts'

let root = ''
eachInNewRoot((fresh) => {
  root = fresh
})

const POINT = `jitclass(class Point {
  constructor(x) { this.x = x }
  add(y) { this.x += y; return this.x }
  times(y) { this.x *= y; return this.x }
  get half() { return this.x / 2 }
})`
const ALL = 'const p = new Point(3); return [p.add(2), p.times(4), p.half]'

interface Ran {
  readonly result: unknown
  /** `constructor compiled`, `add cache`, … */
  readonly members: readonly string[]
}

/** Make the class anew, as another process would, and use it. */
function run(use: string, store: Store, text = POINT): Ran {
  setStore(store)
  const Point = new Function('jit', 'jitclass', `return ${text}`)(jit, jitclass) as Parameters<typeof statsOf>[0]
  const result: unknown = new Function('Point', use)(Point)
  return { result, members: statsOf(Point).specialisations.map(({ member, origin }) => `${member} ${origin}`) }
}

const again = (use: string, given: Parameters<typeof openAgain>[1] = {}, text = POINT) => run(use, openAgain(root, given).store, text)
const files = () =>
  fs.existsSync(root)
    ? fs.readdirSync(root, { recursive: true }).flatMap((name) => (String(name).endsWith('.tpn') ? `${root}/${name}` : []))
    : []
const slicesIn = (path: string) => {
  const opened = openPack(fs.readFileSync(path))
  return typeof opened === 'string' ? [] : opened.slices
}

test('one file for a class, which grows by what is used', () => {
  expect(again('return new Point(3).x')).toEqual({ result: 3, members: ['constructor compiled'] })
  expect(again('return new Point(3).add(1)')).toEqual({ result: 4, members: ['constructor cache', 'add compiled'] })
  expect(files()).toHaveLength(1)
  expect(again(ALL).members).toEqual(['constructor cache', 'add cache', 'times compiled', 'half compiled'])
  expect(again(ALL)).toEqual({ result: [5, 20, 10], members: ['constructor cache', 'add cache', 'times cache', 'half cache'] })
  expect(files()).toHaveLength(1)
  expect(slicesIn(files()[0]!)).toHaveLength(4)
})

test('the file is read once, and written once when the program rests', () => {
  let reads = 0
  let writes = 0
  const disk = diskWith({
    readSync: (...given: Parameters<typeof fs.readSync>) => {
      reads++
      return fs.readSync(...given)
    },
    fsyncSync: (file: number) => {
      writes++
      fs.fsyncSync(file)
    },
  })
  const rest: (() => void)[] = []
  const { store } = openAgain(root, { disk, later: (work) => void rest.push(work) })
  setStore(store)
  const Point = new Function('jitclass', `return ${POINT}`)(jitclass)
  new Function('Point', ALL)(Point)
  expect(files()).toEqual([])
  for (const work of rest) work()
  // The file of the class, and the mark of the last pruning.
  expect([reads, writes, files().length]).toEqual([0, 2, 1])
  expect(again(ALL, { disk }).members).toHaveLength(4)
  expect([reads, writes]).toEqual([1, 2])
})

test('another text of the class is another file; a captured constant is another entry in it', () => {
  again(ALL)
  expect(again(ALL, {}, POINT.replace('this.x / 2', 'this.x / 4'))).toMatchObject({ result: [5, 20, 5] })
  expect(files()).toHaveLength(2)
  const counter = (n: number) => `(() => { const N = ${n}; return jitclass(class Point { x = 1; more() { return this.x + N } }) })()`
  const use = 'return new Point().more()'
  expect(again(use, {}, counter(1))).toMatchObject({ result: 2, members: ['constructor compiled', 'more compiled'] })
  expect(again(use, {}, counter(2))).toMatchObject({ result: 3, members: ['constructor cache', 'more compiled'] })
  expect(again(use, {}, counter(1))).toMatchObject({ result: 2, members: ['constructor cache', 'more cache'] })
  expect(files()).toHaveLength(3)
  for (let n = 3; n < 30; n++) expect(again(use, {}, counter(n)).result).toBe(n + 1)
  expect(files().map((path) => slicesIn(path).length)).toContain(17)
  expect(again(use, {}, counter(29)).members).toEqual(['constructor cache', 'more cache'])
})

test('processes that know different members leave one file in the end', () => {
  const resting: (() => void)[] = []
  const later = (work: () => void) => void resting.push(work)
  const [one, two] = [openAgain(root, { later }), openAgain(root, { later })]
  run('new Point(1).add(1)', one.store)
  run('new Point(1).times(2)', two.store)
  for (const work of resting) work()
  expect(files()).toHaveLength(1)
  expect(again('const p = new Point(1); p.add(1); p.times(2)').members).toEqual(['constructor cache', 'add cache', 'times cache'])
})

test('of two files that neither writer knew of, the next reader makes one', () => {
  again('new Point(1).add(1)')
  const [first] = files()
  const content = fs.readFileSync(first!)
  fs.rmSync(first!)
  again('new Point(1).times(2)')
  fs.writeFileSync(first!, content, { mode: 0o600 })
  expect(files()).toHaveLength(2)
  const both = 'const p = new Point(1); p.add(1); p.times(2)'
  expect(again(both, { readonly: true }).members).toEqual(['constructor cache', 'add cache', 'times cache'])
  expect(files()).toHaveLength(2)
  expect(again(both).members).toEqual(['constructor cache', 'add cache', 'times cache'])
  expect(files()).toHaveLength(1)
  expect(slicesIn(files()[0]!)).toHaveLength(3)
})

test('a file that another writer replaces between listing and reading is looked for again', () => {
  again('new Point(1).add(1)')
  const [old] = files()
  let replaced = false
  const disk = diskWith({
    openSync: (...given: Parameters<typeof fs.openSync>) => {
      if (!replaced && given[0] === old) {
        replaced = true
        again('new Point(1).times(2)')
        setStore(watching.store)
      }
      return fs.openSync(...given)
    },
  })
  const watching = openAgain(root, { disk })
  const ran = run('const p = new Point(1); p.add(1); p.times(2)', watching.store)
  expect([replaced, ...ran.members]).toEqual([true, 'constructor cache', 'add cache', 'times cache'])
})

/** As plain data that says what code it is. */
function code({ wasm, milliseconds: _, units: __, ...facts }: Artifact): string {
  return JSON.stringify([facts, [...wasm]])
}

/** What a program asked for, and the right answers. */
function asked(): { request: CompileRequest; right: string }[] {
  const requests: CompileRequest[] = []
  const { store } = openAgain(root)
  run(ALL, { look: (request) => store.look(requests[requests.push(request) - 1]!) })
  return requests.map((request) => ({ request, right: code(openAgain(root).store.look(request).artifact!) }))
}

function restore(path: string, content: Uint8Array): void {
  for (const each of files()) fs.rmSync(each)
  fs.writeFileSync(path, content, { mode: 0o600 })
}

test('a byte that flips costs one member, or the file; never an answer', () => {
  const wanted = asked()
  const [path] = files()
  const whole = fs.readFileSync(path!)
  const found = () => {
    const { store } = openAgain(root)
    return wanted.map(({ request, right }) => {
      const artifact = store.look(request).artifact
      if (artifact !== undefined) expect(code(artifact)).toBe(right)
      return artifact !== undefined
    })
  }
  expect(found()).toEqual([true, true, true, true])
  const rows = 36 + 36 * wanted.length + POINT.length - 'jitclass()'.length
  const joined = whole.length - whole.readUInt32LE(16)
  expect(joined).toBeLessThan(whole.length)
  for (let at = 0; at < whole.length; at += at < rows ? 1 : 13) {
    const flipped = Buffer.from(whole)
    flipped[at]! ^= 1 << (at & 7)
    restore(path!, flipped)
    // Of what is joined, each member has its own.
    const left = at < rows ? 0 : at < joined ? wanted.length - 1 : wanted.length
    expect(found().filter((each) => each)).toHaveLength(left)
    // What is left is whole.
    for (const each of files()) expect(typeof openPack(fs.readFileSync(each))).toBe('object')
  }
  for (let length = 0; length < whole.length; length += 97) {
    restore(path!, whole.subarray(0, length))
    expect(found()).toEqual([false, false, false, false])
  }
}, 240_000)

test.each(['EIO', 'ENOENT', 'ENOSPC'])(
  'every system call fails in turn with %s',
  (reason) => {
    const part = 'return new Point(3).add(1)'
    const counting = failingDisk(-1, reason)
    again(part, counting)
    again(ALL, counting)
    again(ALL, counting)
    const count = counting.calls()
    expect(count).toBeGreaterThan(20)
    for (let failing = 0; failing < count; failing++) {
      fs.rmSync(root, { recursive: true, force: true })
      const { disk } = failingDisk(failing, reason)
      expect(again(part, { disk }).result).toBe(4)
      expect(again(ALL, { disk }).result).toEqual([5, 20, 10])
      expect(again(ALL, { disk }).result).toEqual([5, 20, 10])
      again(ALL)
      expect(again(ALL).members).toEqual(['constructor cache', 'add cache', 'times cache', 'half cache'])
      again(ALL)
      expect(files()).toHaveLength(1)
    }
  },
  120_000,
)
