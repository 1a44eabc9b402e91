/** Everything that can go wrong underneath the store: nothing ever throws, and no answer is ever wrong. */
import * as fs from 'node:fs'
import { expect, test } from 'vitest'
import type { Artifact } from '../artifact/artifact.ts'
import type { SourceUnit } from '../artifact/captured.ts'
import type { CompileRequest } from '../artifact/compile.ts'
import * as compiler from '../compiler.ts'
import type { Disk } from './files.ts'
import { BUILD, diskWith, eachInNewRoot, failingDisk, openAgain } from './testing/store.ts'

let root = ''
eachInNewRoot((fresh) => {
  root = fresh
})

function requestOf(n: number, text = '(x) => x * N'): CompileRequest {
  const unit: SourceUnit = {
    id: 'f0',
    name: 'scale',
    kind: 'function',
    text,
    resolve: (name) => (name === 'N' ? { kind: 'number', value: n } : undefined),
  }
  return {
    unit,
    signature: { params: [{ kind: 'float64' }], result: { kind: 'inferred' } },
    lazy: false,
    functions: new Map(),
    classes: new Map(),
    options: { bounds: 'exact', fastmath: false },
  }
}

/** As plain data that says what code it is. */
function code({ wasm, milliseconds: _, units: __, ...facts }: Artifact): string {
  return JSON.stringify([facts, [...wasm]])
}
const right = new Map([3, 4].map((n) => [n, code(compiler.compile(requestOf(n)))]))

/** What a program does: look, compile after a miss, keep. The answer must be right; was it found? */
function use(n: number, disk?: Disk): boolean {
  const { store } = openAgain(root, disk ? { disk } : {})
  const lookup = store.look(requestOf(n))
  const found = lookup.artifact
  const artifact = found ?? compiler.compile(lookup.request)
  expect(code(artifact)).toBe(right.get(n))
  if (found === undefined) lookup.keep(artifact, BUILD)
  void lookup.facts.reason
  return found !== undefined
}

function theEntry(): string {
  const [name, ...more] = fs.readdirSync(root, { recursive: true }).filter((each) => String(each).endsWith('.tpn'))
  expect(more).toEqual([])
  return `${root}/${name}`
}

/** Look only: for thousands of cases. */
function isFound(n: number): boolean {
  const found = openAgain(root).store.look(requestOf(n)).artifact
  if (found !== undefined && right.has(n)) expect(code(found)).toBe(right.get(n))
  return found !== undefined
}

test('every byte flipped in turn, and every length', () => {
  use(3)
  const path = theEntry()
  const whole = fs.readFileSync(path)
  const damage = (bytes: Uint8Array) => {
    fs.writeFileSync(path, bytes, { mode: 0o600 })
    expect(isFound(3)).toBe(false)
    // What is damaged is removed, so that the next writer replaces it.
    expect(fs.existsSync(path)).toBe(false)
  }
  for (let at = 0; at < whole.length; at++) {
    const flipped = Buffer.from(whole)
    flipped[at]! ^= 1 << (at & 7)
    damage(flipped)
    damage(whole.subarray(0, at))
  }
  damage(Buffer.concat([whole, Buffer.from([0])]))
  expect(use(3)).toBe(false)
  expect(use(3)).toBe(true)
}, 120_000)

test('a swapped entry is not used', () => {
  use(3)
  const path = theEntry()
  const three = fs.readFileSync(path)
  fs.unlinkSync(path)
  use(4)
  fs.writeFileSync(theEntry(), three)
  expect(use(4)).toBe(false)
  expect(use(4)).toBe(true)
})

test('an entry under the name of another function is not used', () => {
  use(3)
  const content = fs.readFileSync(theEntry())
  const { store } = openAgain(root)
  const lookup = store.look(requestOf(3, '(x) => x - N'))
  lookup.keep(compiler.compile(lookup.request), BUILD)
  const { file } = lookup.facts
  fs.writeFileSync(file!, content)
  expect(openAgain(root).store.look(requestOf(3, '(x) => x - N')).artifact).toBeUndefined()
})

for (const code of ['EIO', 'ENOENT', 'EACCES', 'ENOSPC', 'EROFS', 'EMFILE']) {
  test(`every system call fails in turn with ${code}`, () => {
    const counting = failingDisk(-1, code)
    use(3, counting.disk)
    use(3, counting.disk)
    const count = counting.calls()
    expect(count).toBeGreaterThan(10)
    for (let failing = 0; failing < count; failing++) {
      fs.rmSync(root, { recursive: true, force: true })
      const { disk } = failingDisk(failing, code)
      use(3, disk)
      use(3, disk)
      // Once it works again, the entry is whole, or is made again.
      use(3)
      expect(use(3)).toBe(true)
    }
  })
}

test('writes that take only a part', () => {
  const disk = diskWith({
    writeSync: (file: number, bytes: Uint8Array, offset: number, length: number) =>
      fs.writeSync(file, bytes, offset, Math.min(length, 100)),
    readSync: (file: number, bytes: Uint8Array, offset: number, length: number) =>
      fs.readSync(file, bytes, offset, Math.min(length, 100), null),
  })
  expect(use(3, disk)).toBe(false)
  expect(use(3, disk)).toBe(true)
})

test('one warning for each process, and nothing is tried again', () => {
  const disk = diskWith({
    openSync: () => {
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
    },
  })
  const { store, warnings, directory } = openAgain(root, { disk })
  for (const n of [3, 4, 3]) {
    const lookup = store.look(requestOf(n))
    lookup.keep(compiler.compile(lookup.request), BUILD)
    expect(lookup.facts.reason).toContain('it cannot be kept: no space left')
  }
  expect(warnings).toHaveLength(1)
  expect(directory.unwritable).toBe('no space left')
})

test('variants of one function are bounded', () => {
  for (let n = 0; n < 40; n++) {
    const { store } = openAgain(root)
    const lookup = store.look(requestOf(n))
    lookup.keep(compiler.compile(lookup.request), BUILD)
  }
  expect(fs.readdirSync(root, { recursive: true }).filter((each) => String(each).endsWith('.tpn')).length).toBeLessThanOrEqual(16)
  expect(isFound(39)).toBe(true)
})
