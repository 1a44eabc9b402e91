/** What may be done with instances in random programs: names that stand for their fields and methods, expressions and statements. */
import { boolean, expression, number } from './expressions.ts'
import { fresh, type Helper, isInstance, type Kind, type Maker, oneOf, rarely, type Variable } from './maker.ts'
import { declare } from './statements.ts'

export type InstanceKind = `C${number}`

export interface ClassShape {
  readonly kind: InstanceKind
  /** Where the first class of its family stands: those that extend it or look like it, which may stand for it. */
  readonly root: number
  readonly base: ClassShape | undefined
  /** Classes whose instances may stand where one of this class is wanted. */
  readonly standIns: ClassShape[]
  readonly fields: Variable[]
  readonly accessors: (Variable & { readonly order: number })[]
  /** A member only uses members of a lower order, so that calls end even if they are overridden. */
  readonly methods: (Helper & { readonly order: number })[]
  readonly generators: (Helper & { readonly order: number })[]
  readonly statics: Helper[]
  readonly constants: Variable[]
  params: readonly Kind[]
  required: number
  cost: number
}

export const shapeOf = (m: Maker, kind: Kind): ClassShape | undefined => m.classes.find((shape) => kind === shape.kind)

/** Can what belongs to a member of this order be used in the code being written? */
const usable = (m: Maker, shape: ClassShape, order: number) => shape.root !== m.inside?.root || order < m.inside.limit
const visible = (m: Maker, shape: ClassShape, name: string) => !name.startsWith('#') || m.inside?.kind === shape.kind

/** The variable, and what stands in its fields if it is an instance. */
export function withFields(m: Maker, variable: Variable, depth = 2): readonly Variable[] {
  const shape = depth > 0 ? shapeOf(m, variable.kind) : undefined
  if (!shape) return [variable]
  const inside = [...shape.fields, ...shape.accessors.filter(({ order }) => usable(m, shape, order))]
  return [
    variable,
    ...inside
      .filter(({ name }) => visible(m, shape, name))
      .flatMap((field) => withFields(m, { ...field, name: `${variable.name}.${field.name}` }, depth - 1)),
  ]
}

/** Methods of instances in scope. */
export function methodsInScope(m: Maker): readonly Helper[] {
  return m.variables.flatMap((variable) => {
    const shape = shapeOf(m, variable.kind)
    return (shape?.methods ?? [])
      .filter(({ name, order }) => usable(m, shape!, order) && visible(m, shape!, name))
      .map((method) => ({ ...method, name: `${variable.name}.${method.name}` }))
  })
}

export function argumentsOf(m: Maker, params: readonly Kind[], required: number, fuel: number): string {
  const given = required + m.choose(params.length - required + 1)
  return params
    .slice(0, given)
    .map((kind) => expression(m, kind, Math.min(fuel - 1, 1)))
    .join(', ')
}

function construct(m: Maker, shape: ClassShape, fuel: number): string | undefined {
  const made = oneOf(m, shape.standIns)
  // Nothing that runs during construction constructs one of the same family.
  if (made.root === m.inside?.root && m.inside.limit < 2) return undefined
  if (made.cost * m.factor > 3000) return undefined
  m.cost += made.cost * m.factor
  return `new ${made.kind}(${argumentsOf(m, made.params, made.required, fuel)})`
}

/** An instance, an array of them, or one that may be null; undefined if there is no way to have one here. */
export function instance(m: Maker, kind: Kind, fuel: number): string | undefined {
  const shape = m.classes.find((one) => kind.startsWith(one.kind) && /^\D*$/.test(kind.slice(one.kind.length)))!
  if (kind.endsWith('[]')) {
    const known = m.variables.flatMap((variable) => withFields(m, variable)).filter((variable) => variable.kind === kind)
    if (known.length > 0 && !rarely(m, 3)) return oneOf(m, known).name
    const items = Array.from({ length: m.choose(3) + 1 }, () => instance(m, shape.kind, fuel - 1)).filter((item) => item !== undefined)
    return `[${items.join(', ')}]`
  }
  const optional = kind.endsWith('?')
  const known = m.variables
    .flatMap((variable) => withFields(m, variable))
    .filter((variable) => (optional && variable.kind === kind) || shape.standIns.some((one) => one.kind === variable.kind))
  const one = known.length === 0 ? undefined : oneOf(m, known).name
  if (optional && rarely(m, 3)) return 'null'
  if (one !== undefined && (fuel <= 0 || rarely(m, 2))) return one
  if (one !== undefined && rarely(m, 5)) return `(${boolean(m, fuel - 1)} ? ${one} : ${instance(m, kind, fuel - 1) ?? one})`
  return (fuel > 0 ? construct(m, shape, fuel) : undefined) ?? one ?? (optional ? 'null' : construct(m, shape, 1))
}

/** Some of each class, to begin with. */
export function instances(m: Maker): string {
  const made = m.classes.map((shape) => {
    const name = fresh(m, 'o')
    const kind = oneOf(m, [shape.kind, shape.kind, `${shape.kind}?`, `${shape.kind}[]`] as const)
    const text = `let ${name} = ${instance(m, kind, 2)}\n`
    declare(m, name, kind)
    return text
  })
  return made.join('')
}

function pickOf(m: Maker, suffix: '' | '?' | '[]'): { name: string; shape: ClassShape } | undefined {
  const known = m.variables.flatMap((variable) => withFields(m, variable)).filter(({ kind }) => isInstance(kind))
  const fit = known.filter(({ kind }) => (suffix === '' ? !/[\]?]$/.test(kind) : kind.endsWith(suffix)))
  if (fit.length === 0) return undefined
  const { name, kind } = oneOf(m, fit)
  const shape = shapeOf(m, kind.replace(/[?[\]]+$/, '') as Kind)
  return shape && { name, shape }
}

const numbersOf = (shape: ClassShape) => shape.fields.filter(({ kind, name }) => kind === 'num' && !name.startsWith('#'))

/** A number out of an instance that may be missing, or that a call gives. */
export function numberInside(m: Maker, fuel: number): string | undefined {
  const array = pickOf(m, '[]')
  const optional = pickOf(m, '?')
  const one = pickOf(m, '')
  const of = (shape: ClassShape | undefined) => (shape && numbersOf(shape).length > 0 ? oneOf(m, numbersOf(shape)).name : undefined)
  return oneOf(m, [
    () => array && of(array.shape) && `(${array.name}[${m.choose(4)}]?.${of(array.shape)} ?? ${number(m, fuel - 1)})`,
    () => array && `${array.name}.length`,
    () => array && of(array.shape) && `${array.name}.reduce((s, o) => s + o.${of(array.shape)}, ${number(m, 0)})`,
    () => optional && of(optional.shape) && `(${optional.name}?.${of(optional.shape)} ?? ${number(m, fuel - 1)})`,
    () => optional && of(optional.shape) && `(${optional.name} === null ? ${number(m, fuel - 1)} : ${optional.name}.${of(optional.shape)})`,
    () => one && of(one.shape) && `(${instance(m, one.shape.kind, fuel)}).${of(one.shape)}`,
  ])()
}

export function testInstance(m: Maker): string | undefined {
  const found = oneOf(m, [() => pickOf(m, ''), () => pickOf(m, '?')])()
  if (!found) return undefined
  const { name, shape } = found
  const other = shape.standIns.length > 1 ? oneOf(m, shape.standIns) : oneOf(m, m.classes)
  return oneOf(m, [
    () => `(${name} instanceof ${other.kind})`,
    () => `(${name} ${oneOf(m, ['===', '!=='])} null)`,
    () => `(${name} ${oneOf(m, ['===', '!=='])} ${instance(m, shape.kind, 0) ?? 'null'})`,
  ])()
}

/** Statements that need an instance; `body` writes a block in which more variables are known. */
export function instanceStatement(m: Maker, body: (extra: readonly Variable[], times: number) => string): string | undefined {
  const inner = fresh(m, 'o')
  const rows: (() => string | undefined)[] = [
    () => {
      const shape = oneOf(m, m.classes)
      const made = instance(m, shape.kind, 2)
      if (made === undefined) return undefined
      declare(m, inner, shape.kind)
      return `let ${inner} = ${made}`
    },
    () => {
      const found = pickOf(m, '?')
      return (
        found &&
        `if (${found.name} !== null) {\nconst ${inner} = ${found.name}\n${body([{ name: inner, kind: found.shape.kind, constant: true }], 1)}\n}`
      )
    },
    () => {
      const found = pickOf(m, '[]')
      return found && `for (const ${inner} of ${found.name}) ${body([{ name: inner, kind: found.shape.kind, constant: true }], 4)}`
    },
    () => {
      const found = pickOf(m, '[]')
      const made = found && instance(m, found.shape.kind, 1)
      return made && `if (${found.name}.length < 4) ${found.name}.push(${made})`
    },
    () => {
      const found = pickOf(m, '')
      const own = found?.shape.fields.filter(({ kind, name }) => kind === `${found.shape.kind}?` && !name.startsWith('#')) ?? []
      if (!found || own.length === 0) return undefined
      const next = oneOf(m, own).name
      return `for (let ${inner} = ${found.name}; ${inner} !== null && fuel-- > 0; ${inner} = ${inner}.${next}) ${body([{ name: inner, kind: found.shape.kind, constant: true }], 6)}`
    },
    () => {
      const found = pickOf(m, '')
      const source = found?.shape.generators.filter(({ order }) => usable(m, found.shape, order)) ?? []
      if (!found || source.length === 0) return undefined
      const { name, result, params, required, cost } = oneOf(m, source)
      if (cost * m.factor > 1000) return undefined
      m.cost += cost * m.factor
      const over = name === '[Symbol.iterator]' ? found.name : `${found.name}.${name}(${argumentsOf(m, params, required, 1)})`
      return `for (const ${inner} of ${over}) ${body([{ name: inner, kind: result, constant: true }], 5)}`
    },
    () => {
      const found = pickOf(m, '')
      const fields = found?.shape.fields.filter(({ name }) => !name.startsWith('#')) ?? []
      if (!found || fields.length === 0) return undefined
      const field = oneOf(m, fields)
      declare(m, inner, field.kind)
      return `let { ${field.name}: ${inner} } = ${found.name}`
    },
  ]
  return m.classes.length === 0 ? undefined : oneOf(m, rows)()
}
