/** Scenes about integers and loops: counters near 2^31, 2^32 and 2^53, steps of every kind, divisors of every kind, indices and lengths that change. */
import { NUMBER_ARRAYS } from './maker.ts'
import { literal, pick, type Scenery, times } from './scenes.ts'

const EDGES = [
  '2147483640',
  '2147483645',
  '-2147483645',
  '-2147483648',
  '4294967290',
  '4294967295',
  '-4294967296',
  '9007199254740985',
  '-9007199254740988',
  '0',
  '-3',
  '1073741820',
  '65530',
  '-1',
]
const DIVISORS = [
  '1',
  '-1',
  '2',
  '-2',
  '3',
  '-3',
  '5',
  '6',
  '7',
  '-7',
  '8',
  '10',
  '16',
  '-16',
  '100',
  '255',
  '256',
  '641',
  '1000',
  '65536',
  '1000003',
  '2147483647',
  '-2147483648',
  '2147483648',
  '4294967296',
  '0',
  '-0',
  '0.5',
  '1e9',
  '3e9',
  '1e15',
]

export function countScene(s: Scenery): string {
  const [i, j, a, ls, sum] = ['i', 'j', 'arr', 'ls', 'sum'].map((name) => s.fresh(name)) as [string, string, string, string, string]
  const divisor = () => pick(s, DIVISORS)
  const of = (x: string): string =>
    pick<() => string>(s, [
      () => `${x} % ${divisor()}`,
      () => `${x} / ${divisor()}`,
      () => `${x} / ${divisor()} | 0`,
      () => `Math.floor(${x} / ${divisor()})`,
      () => `Math.trunc(${x} / ${divisor()})`,
      () => `(${x} | 0) % ${divisor()}`,
      () => `(${x} | 0) / ${divisor()} | 0`,
      () => `(${x} >>> 0) % ${divisor()}`,
      () => `((${x} >>> 0) / ${divisor()}) >>> 0`,
      () => `${x} * ${divisor()}`,
      () => `${x} * ${divisor()} | 0`,
      () => `${x} ${pick(s, ['<<', '>>', '>>>'])} ${pick(s, ['0', '1', '5', '31', '32', '33', '-1', 'k'])}`,
      () => `${x} ${pick(s, ['&', '|', '^'])} ${pick(s, ['0', '1', '-1', '255', '65535', '2147483648', '-2147483648', 'k'])}`,
      () => `-(${x})`,
      () => `Math.imul(${x}, ${divisor()})`,
      () => `Math.clz32(${x})`,
      () => `Math.fround(${x}) ${pick(s, ['+', '*', '-'])} Math.fround(${literal(s)})`,
      () => `Math.${pick(s, ['abs', 'sign', 'round', 'ceil', 'floor', 'trunc', 'sqrt'])}(${x})`,
      () => `Math.${pick(s, ['min', 'max'])}(${x}, ${divisor()})`,
      () => `${x} + ${divisor()}`,
      () => `${divisor()} - ${x}`,
      () => `~~(${x})`,
      () => `(${x}) ** ${pick(s, ['2', '3', '0.5', '-1', '0'])}`,
      () =>
        `Number(BigInt.asIntN(${pick(s, ['8', '32', '33', '64'])}, BigInt(Math.trunc(${x}) || 0) * ${pick(s, ['3n', '-1n', '4294967297n', '1n'])}))`,
    ])()
  const work = (x: string): string => (s.choose(3) === 0 ? of(`(${of(x)})`) : of(x))
  const compare = () => pick(s, ['<', '<=', '!==', '>', '>='])
  const body = (x: string): string =>
    pick<() => string>(s, [
      () => `say(${work(x)})`,
      () => `say(${work(x)})`,
      () => `${sum} += ${work(x)}`,
      () => `${sum} = (${sum} + ${work(x)}) | 0`,
      () => `${sum} = Math.imul(${sum}, 31) + (${work(x)}) | 0`,
      () => `${a}[${pick(s, [`${x} & 7`, `${x} % 8`, `${x}`, `(${work(x)}) & 3`])}] ${pick(s, ['=', '+=', '-=', '^=', '*='])} ${work(x)}`,
      () => `${sum} ^= ${a}[${pick(s, [`${x} & 7`, `${x} & 15`, x, `(${work(x)}) & 3`])}]`,
      () => `if (${work(x)} ${compare()} ${literal(s)}) ${pick(s, ['break', 'continue', `${sum} -= 1`, `say(${x})`])}`,
    ])()
  const bodies = (x: string) => `{ if (fuel-- < 0) break; ${times(s, 1, 3, () => body(x), '; ')} }`
  const loop = (): string => {
    const edge = pick(s, EDGES)
    const span = pick(s, ['4', '6', '9', '20'])
    const step = pick(s, ['++', '++', ' += 1', ' += 2', ' += 3', ' += 7', ' += 0.5', ' += 1e9', ' += k'])
    return pick<() => string>(s, [
      () => `for (let ${i} = ${edge}; ${i} ${pick(s, ['<', '<=', '!=='])} ${edge} + ${span}; ${i}${step}) ${bodies(i)}`,
      () =>
        `for (let ${i} = ${edge}; ${i} ${pick(s, ['>', '>='])} ${edge} - ${span}; ${i}${step.replace('+=', '-=').replace('++', '--')}) ${bodies(i)}`,
      () =>
        `for (let ${i} = 0; ${i} < ${a}.length; ${i}++) for (let ${j} = ${pick(s, ['0', i, `${i} + 1`])}; ${j} ${pick(s, ['<', '<='])} ${pick(s, [i, `${a}.length`, `${a}.length - ${i}`, '3'])}; ${j}++) { ${a}[${pick(s, [j, `${i} + ${j}`, `${i} * 2 + ${j}`, `${i} - ${j}`])}] += ${work(j)}; if (fuel-- < 0) break }`,
      () =>
        `for (let ${i} = ${pick(s, ['0', '1', '-1', 'k'])}; ${i} < ${pick(s, [`${a}.length`, `${a}.length - 1`, `${a}.length + 2`, 'n', `Math.min(n, ${a}.length)`])}; ${i}${pick(s, ['++', ' += 2', ' += 3'])}) ${bodies(i)}`,
      () => `for (let ${i} = ${a}.length - 1; ${i} >= ${pick(s, ['0', '-1', 'k', '1'])}; ${i}${pick(s, ['--', ' -= 2'])}) ${bodies(i)}`,
      () => `for (let ${i} = ${a}.length; ${i}-- > 0; ) ${bodies(i)}`,
      () =>
        `for (let ${i} = 0; ${i} < ${ls}.length; ${i}++) { if (fuel-- < 0) break; say(${ls}[${i}]); ${pick(s, [`if (${ls}.length < 12) ${ls}.push(${ls}[${i}] * 2)`, `${ls}.pop()`, `${ls}.shift()`, `if (${i} === 1) ${ls}.length = 2`, `${ls}.splice(${i}, 1)`, `${ls}[${i}] = ${work(i)}`])} }`,
      () =>
        `{ let ${i} = ${edge}; while (${i} ${compare()} ${edge} + ${span} && fuel-- > 0) { ${i} = ${pick(s, [`${i} + 1`, `${i} + 3 | 0`, `${i} * 2`, `${i} - 1`, `${i} + 1 >>> 0`])}; say(${i}); ${times(s, 1, 2, () => body(i), '; ').replace(/\b(break|continue)\b/g, '$1')} } }`,
      () =>
        `{ let lo = ${pick(s, ['0', '-1'])}, hi = ${a}.length; while (lo < hi && fuel-- > 0) { const mid = ${pick(s, ['(lo + hi) >> 1', '(lo + hi) >>> 1', 'Math.floor((lo + hi) / 2)', 'lo + ((hi - lo) / 2 | 0)'])}; if (${a}[mid] < ${literal(s)}) lo = mid + 1; else hi = mid } say(lo) }`,
    ])()
  }
  const alone = () =>
    pick<() => string>(s, [
      () => `say(${work(pick(s, ['n', 'k', `${sum}`, literal(s)]))})`,
      () => `say(${work('n')}); say(${work('k')})`,
      () => `${a}.fill(${work('n')}, ${pick(s, ['0', 'k', '-2', '1'])})`,
      () => `${a}.copyWithin(${pick(s, ['0', '1', 'k', '-3'])}, ${pick(s, ['0', '2', '-1'])}, ${pick(s, ['8', '5', 'k'])})`,
      () => `${a}.set(${a}.subarray(${s.choose(4)}, ${s.choose(8)}), ${s.choose(3)})`,
      () =>
        `{ const sub = ${a}.subarray(${pick(s, ['1', '2', 'k', '-3'])}, ${pick(s, ['6', 'k', '-1'])}); for (let z = 0; z < sub.length; z++) sub[z] += ${a}[z]; say(sub.length); say(sub.byteOffset) }`,
      () =>
        `{ const view = new ${pick(s, ['Int8Array', 'Uint16Array', 'Int32Array', 'Uint8ClampedArray'])}(${a}.buffer${pick(s, ['', ', 0, 2', ', 4', ', 4, 1'])}); say(view.length); ${s.choose(2) ? 'view[1] = n; ' : ''}for (const z of view) say(${'z & 127'}) }`,
      () => `${a}.sort(${pick(s, ['', '(p, q) => p - q', '(p, q) => q - p', '() => 0', '(p, q) => (p & 3) - (q & 3)'])})`,
      () => `${ls}.sort(${pick(s, ['(p, q) => p - q', '(p, q) => q - p', '() => 0', '(p, q) => (p & 3) - (q & 3)'])})`,
      () => `${a}.reverse()`,
      () => `say(${ls}.indexOf(${literal(s)}, ${pick(s, ['0', '-1', 'k', '5'])})); say(${ls}.lastIndexOf(${literal(s)}))`,
      () => `say(${a}.findIndex((z) => z > ${literal(s)})); say(${a}.findLastIndex((z) => z <= ${literal(s)}))`,
      () =>
        `say(${ls}.splice(${pick(s, ['0', '1', '-1', 'k'])}, ${pick(s, ['0', '1', '2', 'k'])}${pick(s, ['', ', 5', ', n, k'])}).length)`,
    ])()
  return [
    `const ${a} = new ${pick(s, NUMBER_ARRAYS)}(${pick(s, ['8', '[1, -1, 3.7, 300, -0, 1e10, NaN, 2147483648]', '[9, 8, 7, 6, 5, 4, 3, 2]', 'list'])})`,
    `const ${ls} = ${pick(s, ['[5, 3, 1, 2, 4]', '[...list, 1]', '[-0, NaN, 0, 1]'])}`,
    `let ${sum} = ${pick(s, ['0', '0', '-0', '1', 'k'])}`,
    times(s, 2, 4, () => (s.choose(3) === 0 ? alone() : loop())),
    `say(${sum}); for (const z of ${a}) say(z); for (const z of ${ls}) say(z)`,
  ].join('\n')
}
