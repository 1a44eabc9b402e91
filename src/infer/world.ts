/**
 * The solver: sparse conditional type propagation over the JS-level functions of one compilation, each
 * specialised for the types it is called with. Blocks whose inputs change are looked at again until
 * nothing changes; types only grow, so it ends.
 */
import type { Captured, SourceUnit } from '../artifact/captured.ts'
import { assert, InvariantError } from '../base/assert.ts'
import type { Span } from '../base/span.ts'
import { TypingError } from '../base/typing-error.ts'
import { reversePostorder } from '../ir/cfg.ts'
import { type Block, type Func, type Inst, NONE, type Target, type Value } from '../ir/function.ts'
import { BuildAgain, type BuildWish, type ClassTemplate, type Template } from '../ir/template.ts'
import * as messages from '../report/messages.ts'
import { atCaller } from './at-caller.ts'
import { INT64, isUnsigned, UINT64 } from './bigrange.ts'
import { callbackType } from './callbacks.ts'
import { Classes, isCollection } from './classes.ts'
import { meetsDictionary } from './dictionaries.ts'
import { counterInputs, type Facts, factsOf } from './facts.ts'
import type { Seen } from './fields.ts'
import { BOOL, BOOLEAN, ERROR, join, K, NEVER, restrict, type SemType, settle, truthiness, UNDEFINED, widenType } from './lattice.ts'
import type { Links } from './linked/links.ts'
import { THROWN } from './mixed.ts'
import { ANY_NUMBER, COUNTER_LIMIT, INT32, INT32_MAX, isInt32, LENGTH, type Range, singleton, UINT32_MAX, within } from './range.ts'
import { type ClassInfo, type ClosureShape, isNode, type Reader, Shapes } from './shapes.ts'
import type { StaticField } from './statics.ts'
import { transfer } from './transfer.ts'
import { Waiting } from './waiting.ts'

/** What inference asks of the stages before it. */
export interface Frontend {
  /** With what it builds. */
  readonly wishes: ReadonlySet<BuildWish>
  templateOf(unit: SourceUnit): Template
  template(id: string): Template
  /** What was built together with a template: the functions that it stands in, and those in them. */
  builtWith(id: string): readonly Template[]
  /** A part of a unit, as `functionName` names it. */
  templateAt(unit: SourceUnit, part: string): Template
  prelude(method: string, receiver: 'list' | 'array' | 'string' | 'number' | 'static', count: number): Template | undefined
  functionOf(path: string): Template | undefined
  lending(ways: readonly string[]): Template
  collection(name: string): SourceUnit | undefined
  classOf(unit: SourceUnit): ClassTemplate
  /** What is called at a place, as errors quote it: `tokens[at]`; undefined where it is not that simple, or no text of the user's. */
  calledAt(span: Span): string | undefined
  unit(id: string): SourceUnit
  /** What is there of classes already. */
  readonly links?: Links | undefined
}

export interface InferOptions {
  readonly bounds: 'exact' | 'throw'
  /** The host takes undefined as the result, says the signature. */
  readonly missing: boolean
}

/** One function for one choice of parameter types. */
export interface Instance {
  readonly id: number
  readonly name: string
  readonly template: Template
  readonly closure: ClosureShape | null
  readonly parent: Instance | null
  readonly facts: Facts
  params: SemType[]
  /** By Value. */
  types: SemType[]
  visits: number[]
  resultVisits: number
  /** By Block. */
  executable: boolean[]
  dirty: boolean[]
  readers: Reader[]
  result: SemType
  /** Can it come back at all? */
  returns: boolean
  callers: Set<Reader>
  /** Reads whose result is returned: how they treat an index outside depends on the callers. */
  resultReaders: Set<Reader>
  /** What each call instruction calls, for lowering. */
  calls: Map<Inst, Callee[]>
  /** Things that an instruction makes, so that evaluating it again makes no new ones. */
  made: Map<Inst, unknown>
  queued: boolean
}

export interface Callee {
  readonly closure: ClosureShape | null
  readonly instance: Instance
}

/** One instruction being evaluated. */
export interface Site {
  readonly world: World
  readonly instance: Instance
  readonly block: Block
  readonly inst: Inst
  readonly reader: Reader
}

/** What is known of literals of objects from an inference that had to begin anew. */
export interface Literals {
  readonly dictionaries: ReadonlySet<Inst>
  readonly plain: ReadonlySet<Inst>
}

const MOST_INSTANCES = 4000
/** Types only grow, so this is never reached; if it is, a rule is wrong, and the compiler must not hang for it. */
const MOST_EVALUATIONS = 2_000_000

export class World {
  readonly shapes = new Shapes()
  readonly classes: Classes
  instances: Instance[] = []
  readonly front: Frontend
  readonly options: InferOptions
  /** Templates of functions that are objects of the run time (functions.ts); known when types are. */
  shared: ReadonlySet<string> = new Set()
  /** Static fields that hold a number, bigint or boolean, by class and name. */
  readonly statics = new Map<string, StaticField>()
  /** Captured arrays and values that kernels of this compilation use, by id. */
  readonly implicits = new Map<string, { captured: Captured & { id: string }; name: string; type: SemType }>()
  /** Origin bit of the implicit argument found as number `index` (see SemType.origins). */
  implicitOrigin: (index: number) => number = () => 0
  private readonly byKey = new Map<string, Instance[]>()
  private readonly factsOfFunctions = new Map<Func, Facts>()
  private readonly constantClosures = new Map<string, ClosureShape>()
  private readonly queue: Instance[] = []
  private evaluations = 0
  /** Primitive values that are thrown somewhere: a `catch` may get them in place of an error. */
  thrown = NEVER
  private readonly handlers = new Set<Reader>()

  /** Literals `{}` that make dictionaries. */
  readonly dictionaries: ReadonlySet<Inst>
  /** Those whose objects only get properties under plain names, and that are no dictionaries for it. */
  readonly plain: ReadonlySet<Inst>
  readonly waiting = new Waiting()
  /** What sees which properties an object has that may lack some. */
  readonly seen = new Map<string, Seen>()

  constructor(front: Frontend, options: InferOptions, classes: ReadonlyMap<string, SourceUnit>, literals: Literals) {
    this.front = front
    this.dictionaries = literals.dictionaries
    this.plain = literals.plain
    this.shapes.clash = (a, b) => meetsDictionary(a, b, this)
    this.shapes.functionOfBuiltin = (path) => {
      const template = front.functionOf(path)
      return template && this.closureOf(template)
    }
    this.shapes.typeOfCallback = (type) => callbackType(front, this.shapes, type)
    if (front.links) this.shapes.noteWrite = (slot, type) => front.links!.noteWrite(slot, type)
    this.classes = new Classes(front, this.shapes, classes, (template) => this.closureOf(template))
    this.options = options
  }

  facts(template: Template): Facts {
    let facts = this.factsOfFunctions.get(template.func)
    if (!facts) {
      facts = factsOf(template.func, reversePostorder(template.func))
      this.factsOfFunctions.set(template.func, facts)
    }
    return facts
  }

  /** The function value of a unit, which captures nothing. */
  constantClosure(unit: SourceUnit): ClosureShape {
    return this.closureOf(this.front.templateOf(unit))
  }

  private closureOf(template: Template): ClosureShape {
    let shape = this.constantClosures.get(template.id)
    if (!shape) {
      shape = this.shapes.closure(template)
      this.constantClosures.set(template.id, shape)
    }
    return shape
  }

  /** The instance of a template for these arguments; made if there is none that fits. */
  instance(
    template: Template,
    closure: ClosureShape | null,
    args: readonly SemType[],
    parent: Instance | null,
    at: Span | undefined,
  ): Instance {
    const params = args.map((arg) => quantise(arg))
    const root = closure && this.shapes.findClosure(closure)
    const key = `${template.id}|${template.captures.length > 0 ? root?.id : ''}|${params.map((type) => this.keyOf(type)).join(';')}`
    const known = this.byKey.get(key)
    if (known) return known[0]!
    const recursive = this.recursion(template, root, params, parent)
    if (recursive) {
      this.raise(recursive, params)
      this.byKey.set(key, [recursive])
      return recursive
    }
    if (this.instances.length >= MOST_INSTANCES) messages.too_many_specialisations(at, { name: template.name })
    const made = this.newInstance(template, root, params, parent)
    this.byKey.set(key, [made])
    return made
  }

  private newInstance(template: Template, closure: ClosureShape | null, params: SemType[], parent: Instance | null): Instance {
    const { func } = template
    const id = this.instances.length
    const instance: Instance = {
      id,
      name: `${template.name || 'anonymous'}.${id}`,
      template,
      closure,
      parent,
      facts: this.facts(template),
      params,
      types: Array(func.types.length).fill(NEVER),
      visits: Array(func.types.length).fill(0),
      executable: Array(func.blocks.length).fill(false),
      dirty: Array(func.blocks.length).fill(false),
      readers: [],
      resultVisits: 0,
      result: NEVER,
      returns: false,
      callers: new Set(),
      resultReaders: new Set(),
      calls: new Map(),
      made: new Map(),
      queued: false,
    }
    instance.readers = func.blocks.map((_, block) => () => this.touch(instance, block as Block))
    this.instances.push(instance)
    this.front.links?.enter(this, instance)
    func.blocks[0]!.params.forEach((param, index) => {
      instance.types[param] = params[index] ?? UNDEFINED
    })
    instance.executable[0] = true
    this.touch(instance, 0 as Block)
    return instance
  }

  /** A call from inside the function itself with the same kinds of arguments is the same instance with wider types. */
  private recursion(
    template: Template,
    closure: ClosureShape | null,
    params: readonly SemType[],
    parent: Instance | null,
  ): Instance | undefined {
    let depth = 0
    for (let instance = parent; instance; instance = instance.parent) {
      if (instance.template !== template) continue
      depth++
      const sameClosure = template.captures.length === 0 || (instance.closure && closure && this.similarClosures(instance.closure, closure))
      const sameKinds = params.every((type, index) => similar(type, instance.params[index]!))
      if ((sameClosure && sameKinds) || depth > 6) {
        if (instance.closure && closure) this.shapes.unifyClosures([instance.closure], [closure])
        return instance
      }
    }
    return undefined
  }

  /** A function that calls itself by name makes its own closure anew: what it captures is of the same kinds. */
  private similarClosures(a: ClosureShape, b: ClosureShape): boolean {
    const [one, other] = [this.shapes.findClosure(a), this.shapes.findClosure(b)]
    return one === other || one.captures.every((slot, index) => similar(slot.type, other.captures[index]!.type))
  }

  /** Let an instance's parameters hold these too. */
  private raise(instance: Instance, params: readonly SemType[]): void {
    const entry = instance.template.func.blocks[0]!
    entry.params.forEach((param, index) => {
      const joined = join(instance.types[param]!, params[index] ?? UNDEFINED, this.shapes)
      if (joined !== instance.types[param]) {
        instance.params[index] = quantise(joined)
        this.setType(instance, param, instance.params[index]!)
      }
    })
  }

  private keyOf(type: SemType): string {
    const shape = type.shape && this.shapes.find(type.shape)
    const shapeKey = shape ? (shape.kind === 'array' ? shape.element : isNode(shape) ? `#${shape.id}` : shape.kind) : ''
    const classes = type.classes.map((info) => info.id).join(',')
    const functions = type.closures.map(
      (closure) => `${closure.template.id}@${closure.template.captures.length > 0 ? this.shapes.findClosure(closure).id : ''}`,
    )
    const numbers = type.range ? (type.range === LENGTH ? 'n' : type.range === INT32 ? 'i' : 'f') : ''
    const bigs = type.big ? (isUnsigned(type.big) ? 'u' : 's') : ''
    const constant = type.constant
      ? type.constant.kind === 'builtin'
        ? type.constant.path
        : type.constant.kind === 'class'
          ? type.constant.unit.id
          : '?'
      : ''
    return `${type.kinds}${numbers}${bigs}${shapeKey}${classes}${functions.join(',')}${constant}`
  }

  /** Call `template` from a site: the type of its result, NEVER while nothing is known. */
  call(site: Site, asked: Template, closure: ClosureShape | null, args: readonly SemType[], receiver = UNDEFINED): SemType {
    const { instance, inst, reader } = site
    const arranged = this.arrange(site, asked, args, receiver)
    const template = this.front.links?.choose(this, asked, arranged) ?? asked
    const callee = this.instance(template, closure, arranged, instance, inst.span)
    callee.callers.add(reader)
    arranged.forEach((type, index) => {
      // Shapes and closures that met since the instance was made.
      const param = callee.template.func.blocks[0]!.params[index]!
      const joined = join(callee.types[param]!, quantise(type), this.shapes)
      if (joined === callee.types[param]) return
      // Arrays of other origins are the same to it.
      if (this.front.links?.partOf(template) && !isBut(joined, callee.types[param]!)) throw new BuildAgain('unlinked')
      this.setType(callee, param, joined)
    })
    let known = instance.calls.get(inst)
    if (!known) instance.calls.set(inst, (known = []))
    const index = known.findIndex((entry) => entry.instance.template.id === template.id)
    const entry = { closure, instance: callee }
    const before = known[index]?.instance
    if (index < 0) known.push(entry)
    else known[index] = entry
    if (before !== callee) for (const read of callee.resultReaders) read()
    return callee.result
  }

  /** Fit arguments to the parameters: `this`, missing ones, the rest parameter. */
  private arrange(site: Site, template: Template, args: readonly SemType[], receiver: SemType): SemType[] {
    const count = template.paramNames.length
    const own = args.slice(0, count)
    while (own.length < count) own.push(UNDEFINED)
    if (template.rest) {
      const node = this.made(site, `rest ${template.id}`, () => this.shapes.node('sequence'))
      this.shapes.grow(node, 'it is a rest parameter')
      for (const extra of args.slice(count - 1)) this.shapes.write(this.shapes.root(node).element, extra)
      own[count - 1] = { ...NEVER, kinds: K.REF, shape: node }
    }
    return template.usesThis ? [receiver, ...own] : own
  }

  /** The class that a function is a part of; of a collection there are several. */
  homeOf({ template }: Instance): ClassInfo | null {
    return template.unit.kind === 'class' && !isCollection(template.unit) ? this.classes.of(template.unit, template.span) : null
  }

  /** What the site's instruction made under a name, made once for each instance. */
  made<T>(site: Site, what: string, make: () => T): T {
    let all = site.instance.made.get(site.inst) as Map<string, T> | undefined
    if (!all) site.instance.made.set(site.inst, (all = new Map()))
    let found = all.get(what)
    if (found === undefined) all.set(what, (found = make()))
    return found
  }

  touch(instance: Instance, block: Block): void {
    if (instance.dirty[block] || !instance.executable[block]) return
    instance.dirty[block] = true
    if (!instance.queued) {
      instance.queued = true
      this.queue.push(instance)
    }
  }

  setType(instance: Instance, value: Value, type: SemType): void {
    instance.types[value] = type
    for (const block of instance.facts.blocksUsing[value]!) this.touch(instance, block)
  }

  /** Run to the fixed point. */
  solve(): void {
    this.settle()
    while (this.waiting.assume()) {
      try {
        this.settle()
      } catch (error) {
        // It comes of an assumption, if one is wrong.
        if (error instanceof TypingError) this.waiting.check()
        throw error
      }
    }
    this.waiting.check()
  }

  private settle(): void {
    while (this.queue.length > 0) {
      const instance = this.queue.pop()!
      for (let again = true; again; ) {
        again = false
        for (const block of instance.facts.order) {
          if (!instance.dirty[block]) continue
          instance.dirty[block] = false
          again = true
          if (++this.evaluations > MOST_EVALUATIONS) throw new InvariantError(`the types of ${instance.name} do not settle`)
          atCaller(this, instance, () => this.evaluate(instance, block))
        }
      }
      instance.queued = false
    }
    if (this.front.links) this.front.links.writer = undefined
  }

  /** Forget instances that calls moved away from when their argument types grew. */
  keepReached(root: Instance): void {
    const reached = new Set<Instance>([root])
    for (const instance of reached)
      for (const callees of instance.calls.values()) for (const callee of callees) reached.add(callee.instance)
    this.instances = this.instances.filter((instance) => reached.has(instance))
  }

  private evaluate(instance: Instance, block: Block): void {
    const { insts, term } = instance.template.func.blocks[block]!
    const reader = instance.readers[block]!
    if (this.front.links) this.front.links.writer = instance
    for (const inst of insts) {
      // A constant is what it was the first time.
      if (inst.op === 'const' && instance.types[inst.result]!.kinds !== 0) continue
      const type = transfer({ world: this, instance, block, inst, reader })
      if (inst.result === NONE) continue
      const old = instance.types[inst.result]!
      let joined = join(old, type, this.shapes)
      if (joined === old) continue
      if (++instance.visits[inst.result]! > 12) joined = join(old, widenType(old, joined, Infinity), this.shapes)
      this.setType(instance, inst.result, joined)
    }
    // Where control does not come, nothing goes on: blocks after this one would look for values that are never made.
    for (const inst of insts) if (isStuck(instance, inst)) return
    switch (term.kind) {
      case 'jump':
        this.edge(instance, term.to, 0)
        if (term.unwind) {
          const handler = instance.template.func.blocks[term.unwind.block]!.params[0]!
          this.handlers.add(reader)
          const caught = join(instance.types[handler]!, join(ERROR, this.thrown, this.shapes), this.shapes)
          if (caught !== instance.types[handler]) this.setType(instance, handler, caught)
          this.edge(instance, term.unwind, 1)
        }
        return
      case 'branch': {
        const { truthy, falsy } = truthiness(instance.types[term.condition]!)
        if (truthy) this.edge(instance, term.then, 0)
        if (falsy) this.edge(instance, term.otherwise, 0)
        return
      }
      case 'return': {
        const type = term.values.length > 0 ? instance.types[term.values[0]!]! : UNDEFINED
        if (type.kinds === 0) return
        let joined = join(instance.result, type, this.shapes)
        if (joined === instance.result) return
        if (++instance.resultVisits > 8) joined = widenType(instance.result, joined, Infinity)
        instance.result = joined
        instance.returns = true
        for (const caller of instance.callers) caller()
        return
      }
      case 'throw':
        this.throws(instance.types[term.args[0]!]!)
        return
      case 'unreachable':
        return
      default:
        assert(false, `terminator ${term.kind} at the JS level`)
    }
  }

  /** A value is thrown out of a function, or may be by the host: every `catch` may see it. */
  throws(type: SemType): void {
    const thrown = join(this.thrown, primitivesOf(type), this.shapes)
    if (thrown === this.thrown) return
    this.thrown = thrown
    for (const read of this.handlers) read()
  }

  private edge(instance: Instance, to: Target, firstParam: number): void {
    const { params } = instance.template.func.blocks[to.block]!
    for (let index = 0; index < to.args.length; index++) {
      const param = params[index + firstParam]!
      const type = instance.types[to.args[index]!]!
      if (type.kinds === 0) continue
      const old = instance.types[param]!
      let joined = join(old, type, this.shapes)
      if (joined === old) continue
      if (++instance.visits[param]! > 3) {
        joined = join(old, widenType(old, joined, this.counterLimit(instance, param)), this.shapes)
        if (joined === old) continue
      }
      this.setType(instance, param, joined)
    }
    if (!instance.executable[to.block]) {
      instance.executable[to.block] = true
      this.touch(instance, to.block)
    }
  }

  /** Where the range of a block parameter stops growing: 2^52 for a counter that starts within 32 bits. */
  private counterLimit(instance: Instance, param: Value): number {
    const outside = counterInputs(instance.facts, param, (value) => {
      const { range, kinds } = instance.types[value]!
      return kinds === K.NUMBER && range ? singleton(range) : undefined
    })
    const small = outside?.every((value) => {
      const { range, kinds } = instance.types[value]!
      return kinds === 0 || (kinds === K.NUMBER && range!.integer && !range!.nan && within(range!, -UINT32_MAX, UINT32_MAX))
    })
    return small ? COUNTER_LIMIT : Infinity
  }
}

/** Do types differ in what they may be arguments of, and nothing else? */
function isBut(one: SemType, other: SemType): boolean {
  return Object.keys(one).every((key) => key === 'origins' || one[key as keyof SemType] === other[key as keyof SemType])
}

/** Of what is thrown, all that is no error. */
export function primitivesOf(type: SemType): SemType {
  return settle(restrict(type, THROWN))
}

/** Does control surely not come past the instruction, as there is no value that it could work on? */
export function isStuck({ types }: Instance, inst: Inst): boolean {
  if (inst.op === 'js.refine') return types[inst.args[0]!]!.kinds === 0
  for (const arg of inst.args) if (types[arg]!.kinds === 0) return true
  return false
}

/** Parameters distinguish only these number types: non-negative int32, int32, any; so specialisations stay few. */
export function quantise(type: SemType): SemType {
  let { range, big, kinds } = type
  if (range) range = quantiseRange(range)
  if (big) big = isUnsigned(big) ? UINT64 : INT64
  if (kinds & BOOLEAN) kinds |= BOOLEAN
  if (range === type.range && big === type.big && kinds === type.kinds && type.text === null) return type
  if (kinds === BOOLEAN) return BOOL
  return { ...type, kinds, range, big, text: null }
}

function quantiseRange(r: Range): Range {
  if (!isInt32(r) || r.negativeZero) return ANY_NUMBER
  return within(r, 0, INT32_MAX) ? LENGTH : INT32
}

/** `rows.map((row) => row.map(f))` is no recursion of `map`: the functions given differ. */
function similar(a: SemType, b: SemType): boolean {
  const sameFunctions =
    a.closures.length === b.closures.length && a.closures.every(({ template }, index) => template === b.closures[index]!.template)
  return a.kinds === b.kinds && a.shape?.kind === b.shape?.kind && sameFunctions
}
