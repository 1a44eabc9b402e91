/**
 * Programs that recurse until the stack is exhausted, catch that, and go on. Wherever it finds compiled code, first calls
 * included: it throws the engine's RangeError, as JavaScript does, or gives what it should, and works afterwards.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireBuild, root } from '../built.ts'

const PROGRAM = `import { array, jit, jitclass } from 'taipan'
const [mode, shifts] = process.argv.slice(2)

/** Calls that are true. */
function calls() {
  const sum = jit((a) => { let s = 0; for (let i = 0; i < a.length; i++) s += a[i]; return s })
  const twice = jit((a) => a.map((x) => x * 2))
  const record = jit((x) => ({ x, y: [x, x + 1] }))
  const caught = jit((x) => { try { if (x > 3) throw new RangeError('over ' + x); return 1 } catch { return 2 } })
  const thrown = jit((x) => { if (x > 3) throw new TypeError('x is ' + x); return x })
  const deep = jit((n) => { const f = (k) => (k === 0 ? 0 : 1 + f(k - 1)); return f(n) })
  const objects = jit((n) => { const list = []; for (let i = 0; i < n; i++) list.push({ i, j: i * 2 }); let s = 0; for (const o of list) s += o.j - o.i; return s })
  const given = jit((f, x) => f(x) + 1)
  const Pair = jitclass({ x: 'float64', y: 'float64' }, class Pair {
    constructor(x, y) { this.x = x; this.y = y }
    plus(o) { return new Pair(this.x + o.x, this.y + o.y) }
    total() { return this.x + this.y }
  })
  const doubled = jit((v) => v.plus(v).total())
  return [
    () => sum(new Float64Array([1, 2, 3])) === 6,
    () => sum([1, 2, 3]) === 6,
    () => twice([1, 2, 3]).join() === '2,4,6',
    () => twice(new Float64Array([1, 2, 3])).join() === '2,4,6',
    () => JSON.stringify(record(4)) === '{"x":4,"y":[4,5]}',
    () => caught(5) === 2 && caught(1) === 1,
    () => { try { thrown(5) } catch (error) { if (error instanceof RangeError) throw error; return error instanceof TypeError && error.message === 'x is 5' } },
    () => deep(50) === 50,
    () => objects(2000) === 1999000,
    () => given((x) => x * 3, 2) === 7,
    () => new Pair(1, 2).plus(new Pair(3, 4)).total() === 10,
    () => doubled(new Pair(1, 2)) === 6,
    () => { const a = array(Float64Array, 5); a[2] = 3; return sum(a) === 3 },
  ]
}

let refused = 0
/** From the end of the stack on upwards, until it works. */
function fromTheEdge(call, shift) {
  let isDone = false
  const descend = () => {
    try { descend() } catch {}
    if (isDone) return
    try {
      if (call() !== true) console.log('wrong on the edge: ' + call)
      isDone = true
    } catch (error) {
      if (error instanceof RangeError && error.message.includes('call stack')) refused++
      else console.log('on the edge ' + call + ' throws ' + error)
    }
  }
  descend.apply(undefined, new Array(shift))
}
for (let shift = 0; shift < Number(shifts); shift++) {
  const all = calls()
  for (let times = 0; mode === 'warm' && times < 3; times++) for (const call of all) call()
  for (const each of all) {
    fromTheEdge(each, shift)
    for (const call of all) {
      try { if (call() !== true) console.log('wrong after ' + each + ': ' + call) } catch (error) { console.log(call + ' throws after ' + each + ': ' + error) }
    }
  }
}
console.log(refused > 0 ? 'all right' : 'never on the edge')
`

let project = ''
beforeAll(() => {
  requireBuild()
  project = mkdtempSync(join(tmpdir(), 'taipan-exhausted-'))
  mkdirSync(join(project, 'node_modules'))
  symlinkSync(root, join(project, 'node_modules', 'taipan'), 'junction')
  writeFileSync(join(project, 'main.mjs'), PROGRAM)
})
afterAll(() => rmSync(project, { recursive: true, force: true, maxRetries: 3 }))

for (const [name, mode, cache] of [
  ['after a few calls', 'warm', 'off'],
  ['compiled there', 'cold', 'off'],
  ['kept and taken from the cache there', 'cold', 'on'],
] as const) {
  test(`kernels and classes ${name}`, { timeout: 240_000 }, () => {
    const env = { ...process.env, NODE_OPTIONS: '', VITEST: undefined, TAIPAN_CACHE: cache, TAIPAN_CACHE_DIR: join(project, mode) }
    for (const _ of cache === 'on' ? ['kept', 'taken'] : ['made']) {
      const { stdout, stderr, status } = spawnSync(process.execPath, ['main.mjs', mode, '3'], { cwd: project, env, encoding: 'utf8' })
      expect(stderr).toBe('')
      expect(stdout).toBe('all right\n')
      expect(status).toBe(0)
    }
  })
}
