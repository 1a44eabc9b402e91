/** For tests: units out of functions and text, and JS-level IR run as it stands, by JavaScript itself. */
import type { Captured, SourceUnit } from '../artifact/captured.ts'
import { type Block, type Inst, NONE, type Target, type Value } from '../ir/function.ts'
import { omittedNames } from '../ir/js-ops.ts'
import type { Template } from '../ir/template.ts'
import { verify } from '../ir/verify.ts'
import { buildUnit } from './build.ts'
import { type BuildContext, newBuildContext } from './context.ts'

let units = 0

/** A unit whose free names mean what `scope` holds, else the globals. */
export function unitOf(text: string, scope: Record<string, unknown> = {}, name = 'test'): SourceUnit {
  const known = new Map<unknown, SourceUnit>()
  const capture = (value: unknown, path: string): Captured | undefined => {
    if (typeof value === 'function' && Object.hasOwn(scope, path)) {
      if (!known.has(value)) known.set(value, unitOf(value.toString(), scope, path))
      return { kind: 'function', unit: known.get(value)! }
    }
    if (typeof value === 'number') return { kind: 'number', value }
    if (path in globalThis) return { kind: 'builtin', path }
    return value === undefined ? undefined : { kind: 'object', get: (key) => capture((value as Record<string, unknown>)[key], key) }
  }
  return { id: `t${units++}`, name, kind: 'function', text, resolve: (id) => capture(scope[id], id) }
}

interface Machine {
  readonly context: BuildContext
  readonly templates: Map<string, Template>
  readonly scope: Record<string, unknown>
}

/** What `js.receiver` gives. */
class Receiver {
  readonly object: unknown
  readonly held: (...args: unknown[]) => unknown
  constructor(object: unknown, held: (...args: unknown[]) => unknown) {
    this.object = object
    this.held = held
  }
}

interface Cell {
  value: unknown
}

/** Build, verify, and give a function that interprets the IR. */
export function interpretable(text: string, scope: Record<string, unknown> = {}): (...args: unknown[]) => unknown {
  const context = newBuildContext()
  const { root, templates } = buildUnit(unitOf(text, scope), context)
  for (const { func } of templates.values()) verify(func, 'js')
  return closure({ context, templates: new Map(templates), scope }, root, [])
}

function closure(machine: Machine, template: Template, captured: readonly unknown[]): (...args: unknown[]) => unknown {
  return function (this: unknown, ...args: unknown[]): unknown {
    const params = template.paramNames.map((_, index) =>
      template.rest && index === template.paramNames.length - 1 ? args.slice(index) : args[index],
    )
    return run(machine, template, captured, template.usesThis ? [this, ...params] : params)
  }
}

function run(machine: Machine, { func }: Template, captured: readonly unknown[], args: readonly unknown[]): unknown {
  const values: unknown[] = []
  let block = 0 as Block
  let given = args
  const enter = (target: Target, error?: { error: unknown }): void => {
    given = [...(error ? [error.error] : []), ...target.args.map((value) => values[value])]
    block = target.block
  }
  for (let steps = 0; steps < 1_000_000; steps++) {
    const { params, insts, term } = func.blocks[block]!
    params.forEach((param, index) => {
      values[param] = given[index]
    })
    let failed: { error: unknown } | undefined
    for (const inst of insts) {
      try {
        const result = evaluate(
          machine,
          captured,
          inst,
          inst.args.map((value) => values[value]),
        )
        if (inst.result !== NONE) values[inst.result] = result
      } catch (error) {
        if (inst !== insts[insts.length - 1] || term.kind !== 'jump' || !term.unwind) throw error
        failed = { error }
      }
    }
    if (term.kind === 'jump') enter(failed ? term.unwind! : term.to, failed)
    else if (term.kind === 'branch') enter(values[term.condition] ? term.then : term.otherwise)
    else if (term.kind === 'return') return values[term.values[0] as Value]
    else if (term.kind === 'throw') throw values[term.args[0]!]
    else throw new Error(`reached ${term.kind}`)
  }
  throw new Error('too many steps')
}

function spread(args: readonly unknown[], imm: Inst['imm']): unknown[] {
  const flags = (imm as { spread?: readonly boolean[] } | undefined)?.spread
  return args.flatMap((value, index) => (flags?.[index] ? [...(value as unknown[])] : [value]))
}

// biome-ignore lint/suspicious/noExplicitAny: the operators of JavaScript take anything.
type Any = any

const OPERATORS: Record<string, (a: Any, b: Any) => unknown> = {
  'js.neg': (a) => -a,
  'js.plus': (a) => +a,
  'js.not': (a) => !a,
  'js.bitnot': (a) => ~a,
  'js.inc': (a) => ++a,
  'js.dec': (a) => --a,
  'js.numeric': (a) => a++,
  'js.typeof': (a) => typeof a,
  'js.thrown': (a) => a,
  'js.add': (a, b) => a + b,
  'js.sub': (a, b) => a - b,
  'js.mul': (a, b) => a * b,
  'js.div': (a, b) => a / b,
  'js.mod': (a, b) => a % b,
  'js.pow': (a, b) => a ** b,
  'js.and': (a, b) => a & b,
  'js.or': (a, b) => a | b,
  'js.xor': (a, b) => a ^ b,
  'js.shl': (a, b) => a << b,
  'js.shr': (a, b) => a >> b,
  'js.ushr': (a, b) => a >>> b,
  'js.eq': (a, b) => a === b,
  'js.ne': (a, b) => a !== b,
  // biome-ignore lint/suspicious/noDoubleEquals: that is the operation.
  'js.loose_eq': (a, b) => a == b,
  // biome-ignore lint/suspicious/noDoubleEquals: that is the operation.
  'js.loose_ne': (a, b) => a != b,
  'js.lt': (a, b) => a < b,
  'js.le': (a, b) => a <= b,
  'js.gt': (a, b) => a > b,
  'js.ge': (a, b) => a >= b,
  'js.instanceof': (a, b) => a instanceof b,
  'js.in': (a, b) => a in b,
  'js.index': (a, b) => a[b],
  'js.delete': (a, b) => delete a[b],
  'js.names': (a) => Object.keys(a),
  'js.still': (a, b) => Object.hasOwn(a, b),
  'js.iterator': (a) => a,
  'js.yields': () => false,
  'js.spread': (a) => a,
  'js.close': () => undefined,
  'js.each_length': (a) => a.length,
  'js.each_get': (a, b) => a[b],
  'js.array_fill': (a, b) => new Array(a).fill(b),
}

function evaluate(machine: Machine, captured: readonly unknown[], inst: Inst, args: unknown[]): unknown {
  const { op, imm } = inst
  const [a, b, c] = args as Any[]
  const operator = OPERATORS[op]
  if (operator) return operator(a, b)
  switch (op) {
    case 'const':
      return typeof imm === 'object' && imm !== null ? undefined : imm
    case 'js.global':
      return globalNamed(machine, imm as string)
    case 'js.captured':
      return captured[imm as number]
    case 'js.refine':
      return checked((imm as { relation: string }).relation, a, b)
    case 'js.get':
      return a[imm as string]
    case 'js.callee':
      return a[imm as string]
    case 'js.receiver':
      return new Receiver(a, a[args.length > 1 ? b : (imm as string)])
    case 'js.method_of':
      return a.prototype[imm as string].call(...args.slice(1))
    case 'js.set':
      a[imm as string] = b
      return
    case 'js.set_index':
      a[b] = c
      return
    case 'js.call':
      return a(...spread(args.slice(1), imm))
    case 'js.method': {
      const name = imm as string
      if (a instanceof Receiver) return a.held.call(a.object, ...(name.endsWith('...') ? b : args.slice(1)))
      return name.endsWith('...') ? a[name.slice(0, -3)](...b) : a[name](...args.slice(1))
    }
    case 'js.method_index':
      return a instanceof Receiver ? a.held.call(a.object, ...args.slice(2)) : a[b](...args.slice(2))
    case 'js.new':
      return new a(...spread(args.slice(1), imm))
    case 'js.closure':
      return closure(machine, machine.templates.get((imm as { names: string[] }).names[0]!)!, args)
    case 'js.cell':
      return { value: a } satisfies Cell
    case 'js.cell_get':
      return (a as Cell).value
    case 'js.cell_set':
      a.value = b
      return
    case 'js.array':
      return spread(args, imm)
    case 'js.object':
      return Object.assign(
        {},
        ...(imm as { names: string[] }).names.map((name, index) =>
          name.startsWith('...') ? without(args[index] as object, omittedNames(name)) : { [name]: args[index] },
        ),
      )
    case 'js.text_of':
      return typeof a === 'object' && a !== null ? String(a) : a
    case 'js.template':
      return String.raw({ raw: (imm as { names: string[] }).names }, ...args)
    default:
      throw new Error(`cannot run ${op}`)
  }
}

function without(object: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)))
}

function globalNamed(machine: Machine, path: string): unknown {
  const name = path.slice(path.indexOf('/') + 1)
  if (Object.hasOwn(machine.scope, name)) return machine.scope[name]
  if (name in globalThis) return (globalThis as Record<string, unknown>)[name]
  throw new ReferenceError(`${name} is not defined`)
}

/** A refinement must be true of the value: that is what inference builds on. */
function checked(relation: string, a: Any, b: Any): unknown {
  const negated = relation.startsWith('!') && relation !== '!==' && relation !== '!='
  const plain = negated ? relation.slice(1) : relation
  const holds = RELATIONS[plain]?.(a, b) ?? typeof a === plain.slice('typeof '.length)
  if (holds === negated) throw new Error(`refinement does not hold: ${String(a)} ${relation} ${String(b)}`)
  return a
}

const RELATIONS: Record<string, (a: Any, b: Any) => boolean> = {
  truthy: (a) => Boolean(a),
  falsy: (a) => !a,
  '===': (a, b) => a === b,
  '!==': (a, b) => a !== b,
  // biome-ignore lint/suspicious/noDoubleEquals: that is the relation.
  '==': (a, b) => a == b,
  // biome-ignore lint/suspicious/noDoubleEquals: that is the relation.
  '!=': (a, b) => a != b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  instanceof: (a, b) => a instanceof b,
}
