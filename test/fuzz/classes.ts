/** Random classes, declared before the function that uses them: written as classes, or as functions with prototypes. */
import { bigint, expression, number } from './expressions.ts'
import { argumentsOf, type ClassShape, type InstanceKind } from './instances.ts'
import { fresh, type Helper, type Kind, type Maker, oneOf, rarely, type Variable, within } from './maker.ts'
import { block, returning } from './statements.ts'

const FIELDS: readonly Kind[] = ['num', 'num', 'num', 'int', 'big', 'bool', 'list', 'bigList', 'pair', 'point', 'Float64Array', 'Int32Array', 'BigInt64Array'] // biome-ignore format: a table
const PARAMETERS: readonly Kind[] = ['num', 'num', 'int', 'big', 'bool']
const RESULTS: readonly Kind[] = ['num', 'num', 'int', 'big', 'bool', 'pair', 'point']

interface Writing {
  readonly shape: ClassShape
  readonly es5: boolean
  readonly parts: string[]
  /** What a function needs beside its class: statements after it. */
  readonly after: string[]
}

export function classes(m: Maker): string {
  return Array.from({ length: 1 + m.choose(3) }, () => oneClass(m)).join('\n')
}

function oneClass(m: Maker): string {
  const other = m.classes.length > 0 && !rarely(m, 3) ? oneOf(m, m.classes) : undefined
  const like = other && !hasPrivate(other) && rarely(m, 3)
  const kind: InstanceKind = `C${m.classes.length}`
  const base = like ? undefined : other
  const from = <K extends 'fields' | 'accessors' | 'methods' | 'generators'>(what: K) =>
    (base?.[what] ?? []).filter(({ name }) => !name.startsWith('#')) as ClassShape[K]
  const shape: ClassShape = {
    kind,
    root: other?.root ?? m.classes.length,
    base,
    standIns: [],
    fields: from('fields'),
    accessors: from('accessors'),
    methods: from('methods'),
    generators: from('generators'),
    statics: [],
    constants: [],
    params: [],
    required: 0,
    cost: base?.cost ?? 1,
  }
  shape.standIns.push(shape)
  const es5 = base ? m.es5.has(base.kind) : !(like && other.generators.length > 0) && rarely(m, 5)
  if (es5) m.es5.add(kind)
  const writing: Writing = { shape, es5, parts: [], after: [] }
  const known = m.classes
  // Code of a family knows the classes from before the family, and the family.
  const inside = known.filter((one) => one.root < shape.root || one.root === shape.root)
  within(m, { variables: [], helpers: [], labels: [], factor: 1, cost: 1, depth: 1 }, () => {
    m.classes = [...inside, shape]
    fields(m, writing, like ? other : undefined)
    members(m, writing, like ? other : undefined)
  })
  m.classes = [...known, shape]
  for (const one of known) if (one === other || one.standIns.includes(other!)) one.standIns.push(shape)
  m.variables = [...m.variables, ...shape.constants]
  m.helpers = [...m.helpers, ...shape.statics]
  if (es5) return `${writing.parts.join('\n')}\n${writing.after.join('\n')}`
  return `class ${kind}${base ? ` extends ${base.kind}` : ''} {\n${writing.parts.join('\n')}\n}`
}

const hasPrivate = (shape: ClassShape) =>
  shape.fields.some(({ name }) => name.startsWith('#')) || shape.methods.some(({ name }) => name.startsWith('#'))

const inBody = (m: Maker, shape: ClassShape, limit: number, change: Parameters<typeof within>[1], make: () => string) => {
  const inside = m.inside
  m.inside = { kind: shape.kind, root: shape.root, limit }
  try {
    return within(m, { labels: [], factor: 1, depth: 2, ...change }, make)
  } finally {
    m.inside = inside
  }
}

function fieldKinds(m: Maker, shape: ClassShape): Kind[] {
  const others = m.classes.filter(({ root }) => root < shape.root)
  return Array.from({ length: 1 + m.choose(4) }, (): Kind => {
    if (rarely(m, 4)) return `${shape.kind}${oneOf(m, ['?', '?', '[]'] as const)}`
    if (others.length > 0 && rarely(m, 3)) return `${oneOf(m, others).kind}${oneOf(m, ['', '', '?', '[]'] as const)}`
    return oneOf(m, FIELDS)
  })
}

/** Fields, by initialiser or by the constructor; and the constructor. */
function fields(m: Maker, { shape, es5, parts, after }: Writing, like: ClassShape | undefined): void {
  const own: Variable[] = like
    ? like.fields.map((field) => ({ ...field, kind: field.kind.replace(like.kind, shape.kind) as Kind }))
    : fieldKinds(m, shape).map((kind) => ({ name: fresh(m, !es5 && rarely(m, 6) ? '#q' : 'q'), kind, constant: false }))
  const { base } = shape
  const params: Variable[] = Array.from({ length: m.choose(4) }, () => ({
    name: fresh(m, 'p'),
    kind: oneOf(m, PARAMETERS),
    constant: false,
  }))
  const required = rarely(m, 3) ? Math.max(0, params.length - 1) : params.length
  const construct: string[] = []
  const heads = params.map(({ name, kind }, at) =>
    at < required ? name : `${name} = ${inBody(m, shape, 0, { variables: [] }, () => expression(m, kind, 0))}`,
  )
  const withConstructor = es5 || params.length > 0 || rarely(m, 2)
  if (withConstructor && base) {
    const args = inBody(m, shape, 0, { variables: params }, () => argumentsOf(m, base.params, base.required, 1))
    construct.push(es5 ? `${base.kind}.call(this${args && `, ${args}`})` : `super(${args})`)
  }
  const named = (known: readonly Variable[]) => known.map((field) => ({ ...field, name: `this.${field.name}` }))
  const inherited = named(base?.fields.filter(({ name }) => !name.startsWith('#')) ?? [])
  const initialised = own.filter(() => !withConstructor || (!es5 && !rarely(m, 3)))
  const assigned = own.filter((field) => !initialised.includes(field))
  const seen: Variable[] = []
  for (const field of initialised) {
    const value = inBody(m, shape, 0, { variables: [...inherited, ...seen] }, () => begins(m, field.kind))
    parts.push(`${field.name} = ${value};`)
    seen.push(...named([field]))
  }
  for (const field of assigned) if (field.name.startsWith('#') || (!es5 && rarely(m, 3))) parts.push(field.name)
  if (withConstructor) {
    const rest = inBody(m, shape, 0, { variables: [...params, ...inherited, ...seen] }, () => {
      // A number may be read before it has a value.
      const early = assigned.filter(({ kind }) => kind === 'num')
      if (rarely(m, 4)) m.variables = [...m.variables, ...named(early)]
      if (rarely(m, 3)) construct.push(block(m, 1))
      for (const field of assigned) {
        construct.push(
          `this.${field.name} = ${params.some(({ kind }) => kind === field.kind) && rarely(m, 2) ? params.find(({ kind }) => kind === field.kind)!.name : begins(m, field.kind)}`,
        )
        m.variables = [...m.variables, ...named([field])]
      }
      if (rarely(m, 8)) construct.push(`if (${expression(m, 'bool', 1)}) throw new RangeError('made of ' + '${shape.kind}')`)
      if (rarely(m, 3)) construct.push(block(m, 1))
      return construct.join('\n')
    })
    const needsFuel = /\bfuel\b/.test(rest) ? 'let fuel = 20\n' : ''
    if (es5) parts.unshift(`function ${shape.kind}(${heads.join(', ')}) {\n${needsFuel}${rest}\n}`)
    else parts.push(`constructor(${heads.join(', ')}) {\n${needsFuel}${rest}\n}`)
    if (es5 && base)
      after.push(`${shape.kind}.prototype = Object.create(${base.kind}.prototype)\n${shape.kind}.prototype.constructor = ${shape.kind}`)
  }
  shape.fields.push(...own)
  shape.params = withConstructor ? params.map(({ kind }) => kind) : (base?.params ?? [])
  shape.required = withConstructor ? required : (base?.required ?? 0)
  shape.cost = (base?.cost ?? 1) + m.cost
  m.cost = 1
}

/** A first value; a list of instances of the same class begins empty. */
function begins(m: Maker, kind: Kind): string {
  if (kind.endsWith('[]') && kind.startsWith(`${m.inside!.kind}[`)) return '[]'
  return expression(m, kind, 2)
}

/** Methods and accessors; those that a base has, or that a class is like, with the same parameters. */
function members(m: Maker, writing: Writing, like: ClassShape | undefined): void {
  const { shape } = writing
  const { base } = shape
  const model = base ?? like
  for (const method of model?.methods ?? [])
    if ((like || rarely(m, 2)) && !method.name.startsWith('#')) method_(m, writing, method, method.order)
  for (const accessor of model?.accessors ?? []) if (like || rarely(m, 2)) accessor_(m, writing, accessor)
  if (like) for (const generator of like.generators) generator_(m, writing, generator, generator.order)
  if (like) return
  const first = Math.max(0, ...[...shape.methods, ...shape.accessors, ...shape.generators].map(({ order }) => order + 1))
  const count = 1 + m.choose(3)
  for (let order = first; order < first + count; order++) {
    const sort = m.choose(25)
    if (sort < 5)
      accessor_(m, writing, { name: fresh(m, 'g'), kind: oneOf(m, ['num', 'num', 'int', 'big', 'bool']), constant: rarely(m, 2), order })
    else if (order > 0 && !writing.es5 && sort < 9) {
      const params: Kind[] = rarely(m, 2) ? ['num'] : []
      const iterator = params.length === 0 && rarely(m, 2) && !shape.generators.some(({ name }) => name === '[Symbol.iterator]')
      const head: Helper = {
        name: iterator ? '[Symbol.iterator]' : fresh(m, 'y'),
        params,
        required: params.length,
        result: oneOf(m, ['num', 'num', 'big']),
        recursive: false,
        cost: 5,
      }
      generator_(m, writing, head, order)
    } else {
      const params = Array.from({ length: m.choose(3) }, (): Kind => (rarely(m, 4) ? shape.kind : oneOf(m, PARAMETERS)))
      const result = rarely(m, 4) && order > 0 ? shape.kind : oneOf(m, RESULTS)
      const required = rarely(m, 4) ? Math.max(0, params.length - 1) : params.length
      method_(
        m,
        writing,
        { name: fresh(m, !writing.es5 && rarely(m, 8) ? '#m' : 'm'), params, required, result, recursive: false, cost: 0 },
        order,
      )
    }
  }
  if (!writing.es5) statics(m, writing)
}

/** `this` and the parameters. */
function scope(m: Maker, { shape }: Writing, kinds: readonly Kind[], required: number): { heads: string; variables: Variable[] } {
  const variables = kinds.map((kind): Variable => ({ name: fresh(m, 'p'), kind, constant: false }))
  const heads = variables.map(({ name, kind }, at) =>
    at < required ? name : `${name} = ${/^C/.test(kind) ? 'this' : inBody(m, shape, 0, { variables: [] }, () => expression(m, kind, 0))}`,
  )
  return { heads: heads.join(', '), variables: [{ name: 'this', kind: shape.kind, constant: true }, ...variables] }
}

function put({ shape, es5, parts, after }: Writing, name: string, text: string): void {
  if (es5) after.push(`${shape.kind}.prototype.${name} = function ${text}`)
  else parts.push(`${name}${text}`)
}

const withFuel = (body: string) => (/\bfuel\b/.test(body) ? `let fuel = 10\n${body}` : body)

function method_(m: Maker, writing: Writing, head: Helper, order: number): void {
  const { shape } = writing
  const { heads, variables } = scope(m, writing, head.params, head.required)
  const inherited = shape.base?.methods.find(({ name }) => name === head.name)
  const helpers: Helper[] =
    inherited && !writing.es5
      ? [
          { ...inherited, name: `super.${head.name}` },
          { ...inherited, name: `${shape.base!.kind}.prototype.${head.name}.call` },
        ]
      : []
  let cost = 1
  const body = inBody(m, shape, order, { variables, helpers, results: [head.result], cost: 1 }, () => {
    const text = [
      ...(rarely(m, 3) ? [taken(m, shape)] : []),
      block(m, 1 + m.choose(3)),
      recursion(m, head, variables),
      /^C/.test(head.result) && rarely(m, 2) ? 'return this' : returning(m),
    ]
    cost = m.cost
    return text.filter(Boolean).join('\n')
  })
  put(writing, head.name, `(${heads}) {\n${withFuel(body)}\n}`)
  replaceIn(shape.methods, { ...head, cost: Math.max(cost, head.cost) * (body.includes('fuel--') ? 2 : 1), order })
}

/** Some methods go on along a field that holds an instance of the same class. */
function recursion(m: Maker, head: Helper, variables: readonly Variable[]): string | undefined {
  const [self, ...rest] = variables
  const link = m.classes.find(({ kind }) => kind === self!.kind)?.fields.find(({ kind }) => kind === `${self!.kind}?`)
  const depth = rest.find(({ kind }) => kind === 'int')
  if (!link || !depth || head.result !== 'num' || m.inside!.limit === 0 || !rarely(m, 2)) return undefined
  const args = rest.map((one) => (one === depth ? `Math.min(${one.name}, 4) - 1` : one.name)).join(', ')
  return `if (${depth.name} > 0 && this.${link.name} !== null) return this.${link.name}.${head.name}(${args}) + ${number(m, 1)}`
}

/** Fields taken out of `this` by a pattern. */
function taken(m: Maker, shape: ClassShape): string | undefined {
  const known = shape.fields.filter(({ name }) => !name.startsWith('#'))
  if (known.length === 0) return undefined
  const field = oneOf(m, known)
  const name = fresh(m, 'v')
  m.variables = [...m.variables, { name, kind: field.kind, constant: true }]
  return `const { ${field.name}: ${name} } = this`
}

function accessor_(m: Maker, writing: Writing, head: Variable & { readonly order: number }): void {
  const { shape, es5, parts, after } = writing
  const { variables } = scope(m, writing, [], 0)
  const getter = inBody(
    m,
    shape,
    head.order,
    { variables, helpers: [], results: [head.kind] },
    () => `${rarely(m, 3) ? block(m, 1) : ''}\nreturn ${expression(m, head.kind, 2)}`,
  )
  const x = fresh(m, 'p')
  const setter = inBody(
    m,
    shape,
    head.order,
    { variables: [...variables, { name: x, kind: head.kind, constant: false }], helpers: [], results: [] },
    () => {
      const target = shape.fields.find(({ kind, name }) => kind === head.kind && (!name.startsWith('#') || !shape.base))
      return `${target ? `this.${target.name} = ${x}\n` : ''}${block(m, 1)}`
    },
  )
  if (es5)
    after.push(
      `Object.defineProperty(${shape.kind}.prototype, '${head.name}', { get() {\n${withFuel(getter)}\n}, set(${x}) {\n${withFuel(setter)}\n}, configurable: true })`,
    )
  else parts.push(`get ${head.name}() {\n${withFuel(getter)}\n}`)
  if (!es5 && !head.constant) parts.push(`set ${head.name}(${x}) {\n${withFuel(setter)}\n}`)
  replaceIn(shape.accessors, head)
}

function generator_(m: Maker, writing: Writing, head: Helper, order: number): void {
  const { shape } = writing
  const { heads, variables } = scope(m, writing, head.params, head.required)
  let cost = 1
  const item = () => (head.result === 'big' ? bigint(m, 1) : number(m, 1))
  const body = inBody(m, shape, order, { variables, helpers: [], results: [], cost: 1 }, () => {
    const i = fresh(m, 'i')
    const text = [
      rarely(m, 2) ? block(m, 1) : '',
      `yield ${item()}`,
      rarely(m, 3) ? `if (${expression(m, 'bool', 1)}) return` : '',
      within(
        m,
        { variables: [...m.variables, { name: i, kind: 'int', constant: true }], factor: 3 },
        () => `for (let ${i} = 0; ${i} < ${1 + m.choose(3)}; ${i}++) {\n${block(m, 1)}\nyield ${item()}\n}`,
      ),
    ]
    cost = m.cost
    return text.filter(Boolean).join('\n')
  })
  writing.parts.push(`*${head.name}(${heads}) {\n${withFuel(body)}\n}`)
  replaceIn(shape.generators, { ...head, cost: Math.max(head.cost, cost), order })
}

function statics(m: Maker, { shape, parts }: Writing): void {
  if (rarely(m, 3)) {
    const name = fresh(m, 's')
    const kind = oneOf(m, ['num', 'int', 'big', 'Float64Array'] as const)
    parts.push(`static ${name} = ${inBody(m, shape, 0, { variables: [] }, () => expression(m, kind, 0))};`)
    shape.constants.push({ name: `${shape.kind}.${name}`, kind, constant: true })
  }
  if (rarely(m, 3)) {
    const name = fresh(m, 's')
    const params: Kind[] = ['num', 'int']
    const variables = params.map((kind): Variable => ({ name: fresh(m, 'p'), kind, constant: false }))
    const result = oneOf(m, ['num', 'big', shape.kind] as const)
    let cost = 1
    const body = inBody(m, shape, 99, { variables, helpers: [], results: [result], cost: 1 }, () => {
      const text = `${block(m, 1)}\n${returning(m)}`
      cost = m.cost
      return text
    })
    parts.push(`static ${name}(${variables.map((one) => one.name).join(', ')}) {\n${withFuel(body)}\n}`)
    shape.statics.push({ name: `${shape.kind}.${name}`, params, required: 2, result, recursive: false, cost })
  }
}

function replaceIn<T extends { readonly name: string }>(list: T[], item: T): void {
  const at = list.findIndex(({ name }) => name === item.name)
  if (at >= 0) list[at] = item
  else list.push(item)
}
