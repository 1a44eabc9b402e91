/** Random statements about Maps and Sets, generators as values, and objects taken apart. */
import { bigint, expression, isOfThis, number } from './expressions.ts'
import { draw, fresh, type Kind, type Maker, oneOf, rarely, type Variable, variablesOf, within } from './maker.ts'
import { block } from './statements.ts'

export function collectionStatement(m: Maker): string | undefined {
  return draw(
    m,
    [
      [3, () => make(m)],
      [6, () => change(m)],
      [5, () => look(m)],
      [3, () => goOver(m)],
      [4, () => (m.depth < 4 && m.factor === 1 ? generator(m) : undefined)],
      [5, () => ask(m)],
      [2, () => object(m)],
      [1, () => localClass(m)],
    ],
    () => make(m),
  )
}

function known(m: Maker, ...kinds: readonly Kind[]): Variable | undefined {
  const found = variablesOf(m, ({ kind }) => kinds.includes(kind))
  return found.length === 0 ? undefined : oneOf(m, found)
}

function assigned(m: Maker, kind: 'num' | 'big', value: string): string | undefined {
  const targets = variablesOf(m, (variable) => variable.kind === kind && !variable.constant)
  return targets.length === 0 ? undefined : `${oneOf(m, targets).name} = ${value}`
}

function declared(m: Maker, kind: Kind, value: string): string {
  const name = fresh(m, 'c')
  const text = `const ${name} = ${value}`
  m.variables = [...m.variables, { name, kind, constant: true }]
  return text
}

function items(m: Maker, item: () => string): string {
  return Array.from({ length: 1 + m.choose(3) }, item).join(', ')
}

/** Small keys, so that some are met again. */
const key = (m: Maker) => (rarely(m, 3) ? number(m, 1) : oneOf(m, ['0', '1', '2', '3', '-0', 'NaN', '0.5']))
const bigKey = (m: Maker) => (rarely(m, 3) ? bigint(m, 1) : oneOf(m, ['0n', '1n', '2n', '-1n']))

function make(m: Maker): string {
  switch (m.choose(5)) {
    case 0:
      return declared(m, 'map', `new Map([${items(m, () => `[${key(m)}, ${number(m, 1)}]`)}])`)
    case 1:
      return declared(m, 'bigMap', `new Map([${items(m, () => `[${bigKey(m)}, ${bigint(m, 1)}]`)}])`)
    case 2: {
      const other = known(m, 'map')
      return declared(m, 'map', other ? `new Map(${other.name})` : `new Map([[${key(m)}, ${number(m, 1)}]])`)
    }
    case 3: {
      const from = known(m, 'list', 'Float64Array', 'Int32Array', 'set')
      return declared(m, 'set', `new Set(${from ? from.name : `[${items(m, () => key(m))}]`})`)
    }
    default:
      return declared(m, 'set', `new Set([${items(m, () => key(m))}])`)
  }
}

function change(m: Maker): string | undefined {
  const found = known(m, 'map', 'bigMap', 'set')
  if (!found) return undefined
  const { name, kind } = found
  const k = kind === 'bigMap' ? bigKey(m) : key(m)
  const put = kind === 'set' ? `add(${k})` : kind === 'map' ? `set(${k}, ${number(m, 1)})` : `set(${k}, ${bigint(m, 1)})`
  return oneOf(m, [
    () => `if (${name}.size < 20) ${name}.${put}`,
    () => `if (${name}.size < 20) ${name}.${put}`,
    () => `${name}.delete(${k})`,
    () => (rarely(m, 3) ? `${name}.clear()` : `${name}.delete(${k})`),
    () => (kind === 'set' ? `${name}.delete(${k})` : `if (${name}.size < 19) ${name}.${put}.${put}`),
  ])()
}

function look(m: Maker): string | undefined {
  const found = known(m, 'map', 'bigMap', 'set')
  if (!found) return undefined
  const { name, kind } = found
  const [k, item] = [fresh(m, 'k'), fresh(m, 'w')]
  if (kind === 'bigMap') {
    return oneOf(m, [
      () => assigned(m, 'big', `${name}.get(${bigKey(m)}) ?? ${bigint(m, 1)}`),
      () => assigned(m, 'num', `${name}.size`),
      // Throws where it is missing.
      () => assigned(m, 'big', `${name}.get(${bigKey(m)}) ^ 1n`),
      () => `if (!${name}.has(${bigKey(m)})) ${name}.set(${bigKey(m)}, ${bigint(m, 1)})`,
    ])()
  }
  return oneOf(m, [
    () => assigned(m, 'num', `${name}.size`),
    () => assigned(m, 'num', `${name}.has(${key(m)}) ? ${number(m, 1)} : ${number(m, 1)}`),
    () => (kind === 'map' ? assigned(m, 'num', `${name}.get(${key(m)})${rarely(m, 2) ? '' : ` ?? ${number(m, 1)}`}`) : undefined),
    () => `${name}.forEach((${item}, ${k}) => { ${assigned(m, 'num', `${item} - ${k}`) ?? ''} })`,
    () => declared(m, 'list', oneOf(m, [`[...${name}.keys()]`, `[...${name}.values()]`, `Array.from(${name}.keys(), (x) => x + 1)`])),
  ])()
}

function goOver(m: Maker): string | undefined {
  const found = known(m, 'map', 'set')
  if (!found || m.factor >= 20 || m.depth >= 4) return undefined
  const { name, kind } = found
  const [k, item] = [fresh(m, 'k'), fresh(m, 'w')]
  const [head, over] = oneOf(m, [
    kind === 'map' ? [`[${k}, ${item}]`, name] : [item, name],
    [`[${k}, ${item}]`, `${name}.entries()`],
    [item, `${name}.${oneOf(m, ['keys', 'values'])}()`],
  ] as const)
  const extra = [k, item].filter((one) => head.includes(one)).map((one): Variable => ({ name: one, kind: 'num', constant: true }))
  const body = within(
    m,
    { variables: [...m.variables, ...extra], labels: [...m.labels, ''], factor: m.factor * 6, depth: m.depth + 1 },
    () => block(m, 1 + m.choose(2)),
  )
  // What is added on the way is met as well.
  return `for (const ${head} of ${over}) {\nif (fuel-- < 0) break\n${body}\n}`
}

/** A generator function, and sometimes what it gives, kept. */
function generator(m: Maker): string {
  const name = fresh(m, 'y')
  const param = fresh(m, 'p')
  const yields = () =>
    oneOf(m, [
      () => `yield ${number(m, 1)}`,
      () => assigned(m, 'num', `yield ${number(m, 1)}`) ?? `yield ${number(m, 1)}`,
      () => assigned(m, 'num', `${number(m, 1)} + ((yield ${number(m, 1)}) ?? 1)`) ?? `yield ${param}`,
      () => `if ((yield ${number(m, 1)}) > 2) { ${block(m, 1)} }`,
    ])()
  const body = within(
    m,
    {
      // A function of its own has another `this`.
      variables: [...m.variables.filter(({ name }) => !/^this\b/.test(name)), { name: param, kind: 'num', constant: false }],
      helpers: m.helpers.filter(({ name }) => !isOfThis(name)),
      labels: [],
      factor: 1,
      depth: 4,
      results: ['num'],
    },
    () => {
      const parts = [yields(), block(m, 1)]
      if (rarely(m, 2)) {
        const i = fresh(m, 'i')
        parts.push(`for (let ${i} = 0; ${i} < ${1 + m.choose(3)}; ${i}++) {\n${yields()}\n${block(m, 1)}\n}`)
      }
      const inner = m.variables.filter(({ kind }) => kind === 'maker')
      if (inner.length > 0 && rarely(m, 2)) parts.push(assigned(m, 'num', `yield* ${oneOf(m, inner).name}(${number(m, 1)})`) ?? '')
      if (rarely(m, 3)) parts.push(`try {\n${yields()}\n${yields()}\n} ${rarely(m, 2) ? 'catch' : 'finally'} {\n${block(m, 1)}\n}`)
      if (rarely(m, 3)) parts.push(`return ${number(m, 1)}`)
      return parts.join('\n')
    },
  )
  m.variables = [...m.variables, { name, kind: 'maker', constant: true }]
  const text = [`function* ${name}(${param}) {\n${body}\n}`]
  if (!rarely(m, 4)) text.push(declared(m, 'gen', `${name}(${number(m, 1)})`))
  for (let i = m.choose(5); i > 0; i--) text.push(ask(m) ?? '')
  return text.join('\n')
}

function ask(m: Maker): string | undefined {
  const maker = known(m, 'maker')
  if (!maker || m.factor > 10) return undefined
  m.cost += 20 * m.factor
  const made = () => `${maker.name}(${number(m, 1)})`
  const kept = known(m, 'gen')
  if (!kept || rarely(m, 4)) {
    const w = fresh(m, 'w')
    return oneOf(m, [
      () => declared(m, 'gen', made()),
      () => declared(m, 'list', `[...${made()}]`),
      () => `for (const ${w} of ${made()}) {\n${assigned(m, 'num', w) ?? ''}\nif (${w} > 1) break\n}`,
      () => {
        const [a, b] = [fresh(m, 'v'), fresh(m, 'v')]
        // Made before the names may be used.
        const text = `let [${a}, ${b} = ${number(m, 1)}] = ${made()}`
        m.variables = [...m.variables, { name: a, kind: 'num', constant: false }, { name: b, kind: 'num', constant: false }]
        return text
      },
    ])()
  }
  const { name } = kept
  const [s, e] = [fresh(m, 's'), fresh(m, 'e')]
  const seen = assigned(m, 'num', `${s}.value ?? ${number(m, 1)}`) ?? ''
  return oneOf(m, [
    () => `{\nconst ${s} = ${name}.next()\n${seen}\n}`,
    () => `{\nconst ${s} = ${name}.next(${number(m, 1)})\nif (!${s}.done) ${seen || '{}'}\n}`,
    () => `{\nconst ${s} = ${name}.next(${number(m, 1)})\nif (${s}.done) ${seen || '{}'}\n}`,
    () => (rarely(m, 3) ? `{\nconst ${s} = ${name}.return(${number(m, 1)})\n${seen}\n}` : undefined),
    () =>
      `try {\nconst ${s} = ${name}.throw(new RangeError('thrown in'))\n${seen}\n} catch (${e}) {\n${assigned(m, 'num', `${e}.message.length`) ?? ''}\n}`,
  ])()
}

/** Objects: what is left of them, what they hold, accessors. */
function object(m: Maker): string | undefined {
  const point = known(m, 'point')
  const [o, k, rest] = [fresh(m, 'o'), fresh(m, 'k'), fresh(m, 'o')]
  return oneOf(m, [
    () => point && `const { on: ${k}, ...${rest} } = ${point.name}\n${assigned(m, 'num', `${rest}.x + ${rest}.y`) ?? ''}`,
    () => {
      const list = `Object.${oneOf(m, ['values', 'entries'])}({ a: ${number(m, 1)}, b: ${number(m, 1)} })`
      return list.includes('entries')
        ? `for (const [${k}, ${o}] of ${list}) { ${assigned(m, 'num', `${o} + ${k}.length`) ?? ''} }`
        : declared(m, 'list', list)
    },
    () => `const ${o} = { a: ${number(m, 1)}, b: ${number(m, 1)} }\nfor (const ${k} in ${o}) { ${assigned(m, 'num', `${o}[${k}]`) ?? ''} }`,
    () =>
      `const ${o} = { a: ${number(m, 1)}, get twice() { return this.a * 2 }, set half(x) { this.a = x / 2 }, plus(x) { return this.a + x } }\n${o}.half = ${number(m, 1)}\n${assigned(m, 'num', `${o}.twice + ${o}.plus(${number(m, 1)})`) ?? ''}`,
    () => point && assigned(m, 'num', `'x' in ${point.name} ? ${number(m, 1)} : 7`),
    () => assigned(m, 'num', `Object.keys({ a: 1, b: ${number(m, 1)} }).length`),
  ])()
}

/** A class inside of the function: it uses nothing of its variables. */
function localClass(m: Maker): string | undefined {
  if (m.depth > 2 || m.inside) return undefined
  const [name, field, method] = [fresh(m, 'L'), fresh(m, 'q'), fresh(m, 'm')]
  const x = fresh(m, 'p')
  const value = within(m, { variables: [], helpers: [] }, () => [number(m, 1), expression(m, 'list', 0)] as const)
  const body = within(m, { variables: [{ name: x, kind: 'num', constant: false }], helpers: [] }, () => number(m, 2))
  return [
    `class ${name} {`,
    `${field} = ${value[0]};`,
    `items = ${value[1]};`,
    `${method}(${x}) {\nthis.items.push(${x})\nreturn this.${field} + ${body} + this.items.length\n}`,
    '}',
    assigned(m, 'num', `new ${name}().${method}(${number(m, 1)})`) ?? '',
  ].join('\n')
}
