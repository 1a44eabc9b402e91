/**
 * From the JS level to the typed level, one instance at a time: every JS value becomes a register in the
 * form that represent.ts chose, every operation the typed operations that its operands' types allow.
 * Checks that may fail become guards, or branches to the handler inside a `try`.
 */
import { TEXTS, UNDEFINED_I64 } from '../../artifact/layout.ts'
import { assert } from '../../base/assert.ts'
import type { Span } from '../../base/span.ts'
import { addParam, Builder, newFunc, newValue } from '../../ir/builder.ts'
import type { Block, ErrorSite, Func, Inst, Target, Value } from '../../ir/function.ts'
import { NONE } from '../../ir/function.ts'
import type { Op } from '../../ir/ops.ts'
import type { Type } from '../../ir/types.ts'
import * as messages from '../../report/messages.ts'
import { mayLackBigint, mixesBigint } from '../arithmetic.ts'
import { describe } from '../describe.ts'
import { EXACT, REGISTER, type Repr, representable, reprOf } from '../forms.ts'
import { K, NULLISH, onlyKinds, type SemType, truthiness, UNDEFINED } from '../lattice.ts'
import { THROWN } from '../mixed.ts'
import { isMinusZero } from '../range.ts'
import { demands, hasEffect } from '../represent.ts'
import { type Instance, isStuck, type World } from '../world.ts'
import { constantIn, convert, inDomain, valueOfThrown } from './convert.ts'
import type { Held } from './held.ts'
import { lowerInst } from './instructions.ts'
import { mixedTruthy } from './mixed.ts'
import { type Access, NOTHINGS, nullAccess } from './nothing.ts'
import type { Output } from './output.ts'
import { ifText } from './texts.ts'

/** What conversions need; the entry of a module has it without an instance. */
export type Maker = Pick<Lower, 'b' | 'op' | 'check' | 'output' | 'world'>

const MIXED_BIGINT: ErrorSite = { kind: 'TypeError', text: 'Cannot mix BigInt and other types, use explicit conversions' }
const UNREACHABLE: ErrorSite = { kind: 'Error', text: 'taipan: code that was proven unreachable has been reached; please report this' }

export class Lower {
  readonly world: World
  readonly output: Output
  readonly instance: Instance
  readonly func: Func
  readonly b: Builder
  readonly demand: Uint8Array
  /** Implicit arguments by id, as parameters of this function. */
  readonly implicits = new Map<string, Value>()
  /** By receiver: what was read of it before the arguments of the call. */
  readonly held = new Map<Value, Held>()
  private readonly values: (Value | undefined)[]
  private readonly reprs: Repr[]
  /** Integers that came as doubles, in that form. */
  private readonly doubles = new Map<Value, Value>()
  private readonly blocks: (Block | undefined)[]
  /** Where a failed check of the current instruction goes, inside a `try`. */
  private handler: Target | undefined
  /** The closure record that is being run. */
  self: Value | undefined

  constructor(world: World, output: Output, instance: Instance) {
    this.world = world
    this.output = output
    this.instance = instance
    const { template } = instance
    this.func = newFunc(instance.name, 'typed')
    this.func.title = template.title
    this.b = new Builder(this.func)
    this.demand = demands(world, instance)
    const count = template.func.types.length
    this.values = Array(count).fill(undefined)
    this.reprs = Array(count)
    for (let value = 0; value < count; value++) this.reprs[value] = reprOf(instance.types[value]!, this.demand[value]!)
    this.blocks = Array(template.func.blocks.length).fill(undefined)
    this.func.inline = template.func.inline
  }

  // ---- the function

  lower(): Func {
    const { template, executable, facts } = this.instance
    this.makeEntry()
    for (const block of facts.order) {
      if (executable[block]) this.makeBlock(block)
    }
    this.b.jump(this.blocks[0]!, this.entryArguments())
    for (const block of facts.order) if (executable[block]) this.lowerBlock(block)
    this.func.results = this.resultTypes()
    this.func.names = this.func.types.map((_, value) => this.func.names[value])
    assert(template.func.blocks.length > 0, 'a function without blocks')
    return this.func
  }

  private resultTypes(): Type[] {
    const repr = this.output.resultRepr(this.instance)
    return repr === 'none' ? [] : [REGISTER[repr]]
  }

  /** Block 0: parameters in the forms that callers pass (by type alone), then the closure, then implicit arguments. */
  private makeEntry(): void {
    const entry = this.b.newBlock()
    this.b.at(entry)
    for (const repr of this.output.paramReprs(this.instance)) if (repr !== 'none') addParam(this.func, entry, REGISTER[repr])
    if (this.output.needsSelf(this.instance)) this.self = addParam(this.func, entry, 'ref')
    for (const id of this.output.implicitsOf(this.instance)) this.implicits.set(id, addParam(this.func, entry, 'ref'))
  }

  /** The source's entry block may be a loop header's predecessor only; its parameters take this instance's forms. */
  private entryArguments(): Value[] {
    const entry = this.func.blocks[0]!
    const reprs = this.output.paramReprs(this.instance)
    const args: Value[] = []
    let next = 0
    this.instance.template.func.blocks[0]!.params.forEach((param, index) => {
      const passed = reprs[index]!
      const register = passed === 'none' ? undefined : entry.params[next++]
      const repr = this.reprs[param]!
      if (this.demand[param] === 0 || repr === 'none') return
      args.push(convert(this, register, passed, this.instance.types[param]!, repr))
    })
    return args
  }

  private makeBlock(block: Block): void {
    const made = this.b.newBlock()
    this.blocks[block] = made
    for (const param of this.instance.template.func.blocks[block]!.params) {
      const type = this.instance.types[param]!
      if (this.demand[param] === 0 || type.kinds === 0) continue
      this.demandRepresentable(type, this.instance.template.func.names[param], undefined)
      const repr = this.reprs[param]!
      if (repr === 'none') continue
      const value = addParam(this.func, made, REGISTER[repr])
      this.values[param] = value
      this.func.names[value] = this.instance.template.func.names[param]
    }
  }

  private demandRepresentable(type: SemType, name: string | undefined, at: Span | undefined): void {
    if (type.kinds !== 0 && !representable(type)) {
      messages.mixed_types(at ?? this.instance.template.span, { types: `${name ? `\`${name}\`: ` : ''}${describe(type)}` })
    }
  }

  private lowerBlock(block: Block): void {
    const { insts, term } = this.instance.template.func.blocks[block]!
    this.b.at(this.blocks[block]!)
    const unwind = term.kind === 'jump' ? term.unwind : undefined
    for (const inst of insts) {
      this.b.span = inst.span
      this.handler = unwind && inst === insts[insts.length - 1] ? unwind : undefined
      const needed = inst.result !== NONE && this.demand[inst.result] !== 0
      if (isStuck(this.instance, inst)) {
        this.b.throw(UNREACHABLE)
        return
      }
      if (!needed && (inst.op === 'const' || !hasEffect(this.instance, inst))) continue
      if (inst.op === 'const') {
        // Constants are made where they are used; −0 shares its interval with 0, so it needs a register.
        if (Object.is(inst.imm, -0)) this.set(inst.result, this.b.f64(-0), 'f64')
        continue
      }
      if (this.mixesBigint(inst)) {
        this.check(this.b.bool(false), MIXED_BIGINT)
        this.stop()
        continue
      }
      if (this.lacksBigint(inst)) {
        for (const arg of inst.args) this.big(arg)
        this.stop()
        continue
      }
      if (needed) this.demandRepresentable(this.type(inst.result), this.instance.template.func.names[inst.result], inst.span)
      lowerInst(this, inst)
    }
    this.handler = undefined
    this.b.span = term.span
    switch (term.kind) {
      case 'jump':
        this.jump(term.to)
        return
      case 'branch':
        this.lowerBranch(term.condition, term.then, term.otherwise)
        return
      case 'return':
        if (term.values.some((value) => this.type(value).kinds === 0)) this.b.throw(UNREACHABLE)
        else this.output.lowerReturn(this, term.values[0])
        return
      case 'throw':
        if (this.type(term.args[0]!).kinds === 0) this.b.throw(UNREACHABLE)
        else this.throwError(term.args[0]!)
        return
      default:
        this.b.throw(UNREACHABLE)
    }
  }

  /** An operation on a bigint and a number, which has no result. */
  private mixesBigint({ op, args, result }: Inst): boolean {
    return (
      result !== NONE && args.length === 2 && this.type(result).kinds === 0 && mixesBigint(op, this.type(args[0]!), this.type(args[1]!))
    )
  }

  /** An operation on bigints of which one is surely missing. */
  private lacksBigint({ args, result }: Inst): boolean {
    if (result === NONE || args.length !== 2 || this.type(result).kinds !== 0) return false
    return mayLackBigint(this.type(args[0]!), this.type(args[1]!))
  }

  /** What follows does not run, but must still be well formed. */
  stop(): void {
    this.b.term({ kind: 'unreachable' })
    this.b.at(this.b.newBlock())
  }

  private lowerBranch(condition: Value, then: Target, otherwise: Target): void {
    const type = this.type(condition)
    const { truthy, falsy } = truthiness(type)
    if (!truthy && !falsy) this.b.throw(UNREACHABLE)
    else if (!falsy) this.jump(then)
    else if (!truthy) this.jump(otherwise)
    else {
      const test = this.truthy(condition)
      // Edge conversions go into blocks of their own: each side has its own values.
      const sides = [then, otherwise].map((target) => {
        const block = this.b.newBlock()
        return { target, block }
      })
      this.b.branch(test, sides[0]!.block, sides[1]!.block)
      for (const { target, block } of sides) {
        this.b.at(block)
        this.jump(target)
      }
    }
  }

  /** Leave for a block; an argument that can have no value says that this is never reached. */
  private jump(target: Target): void {
    if (this.isStuck(target, 0)) this.b.throw(UNREACHABLE)
    else this.b.term({ kind: 'jump', to: this.edge(target, 0) })
  }

  private isStuck(target: Target, firstParam: number): boolean {
    const { params } = this.instance.template.func.blocks[target.block]!
    return target.args.some((arg, index) => this.demand[params[index + firstParam]!] !== 0 && this.type(arg).kinds === 0)
  }

  /** Arguments of an edge in the forms of the target's parameters. */
  private edge(target: Target, firstParam: number): Target {
    const { params } = this.instance.template.func.blocks[target.block]!
    const args: Value[] = []
    target.args.forEach((arg, index) => {
      const param = params[index + firstParam]!
      const repr = this.reprs[param]!
      if (this.demand[param] === 0 || repr === 'none' || this.type(param).kinds === 0) return
      args.push(this.as(arg, repr, this.type(param)))
    })
    return { block: this.blocks[target.block]!, args }
  }

  // ---- values

  type(value: Value): SemType {
    return this.instance.types[value]!
  }

  repr(value: Value): Repr {
    return this.reprs[value]!
  }

  /** The register of a JS value in a form; `target` is the type it becomes (for wider sets of functions). */
  as(value: Value, repr: Repr, target?: SemType): Value {
    const type = this.type(value)
    if (repr === 'none') return NONE
    const constant = constantIn(this, type, repr)
    if (constant !== undefined) return repr === 'big' ? inDomain(this, constant, type, target) : constant
    const double = repr === 'f64' ? this.doubles.get(value) : undefined
    return double ?? convert(this, this.values[value], this.reprs[value]!, type, repr, target)
  }

  /** Plain register in whatever form it has; undefined if it has none. */
  register(value: Value): Value | undefined {
    return this.values[value]
  }

  f64(value: Value): Value {
    return this.as(value, 'f64')
  }
  i32(value: Value): Value {
    return this.as(value, 'i32')
  }
  i64(value: Value): Value {
    return this.as(value, 'i64')
  }
  word(value: Value): Value {
    return this.as(value, 'word')
  }
  index(value: Value): Value {
    return this.as(value, 'index')
  }
  /** Of one that is undefined or null JavaScript throws. */
  big(value: Value): Value {
    const { kinds } = this.type(value)
    if (!(kinds & NULLISH)) return this.as(value, 'big')
    const present =
      kinds & K.BIGINT ? this.b.inst('i32.gt_u', [this.b.inst('ref.bits', [this.register(value)!]), this.b.i32(4)]) : this.b.bool(false)
    this.check(present, MIXED_BIGINT)
    return kinds & K.BIGINT ? this.as(value, 'big') : this.b.i64(0n)
  }
  /** The same where JavaScript converts to a bigint: it says so in other words. */
  toBig(value: Value): Value {
    const { kinds } = this.type(value)
    for (const [kind, word, address] of NOTHINGS) {
      if (!(kinds & kind)) continue
      const there =
        kinds === kind ? this.b.bool(false) : this.b.inst('bool.not', [this.b.inst('ref.eq', [this.register(value)!, this.b.ref(address)])])
      this.check(there, { kind: 'TypeError', text: `Cannot convert ${word} to a BigInt` })
    }
    return kinds & K.BIGINT ? this.as(value, 'big') : this.b.i64(0n)
  }
  str(value: Value): Value {
    return this.as(value, 'str')
  }

  /** A string that must be there: JavaScript throws a TypeError. `property` is for the message. */
  text(value: Value, property: string): Value {
    const type = this.type(value)
    const handle = this.as(value, 'str')
    for (const [kind, word] of NOTHINGS) {
      if (!(type.kinds & kind)) continue
      const there = type.kinds === kind ? this.b.bool(false) : this.b.inst('i32.ne', [handle, this.b.i32(TEXTS[word])])
      this.check(there, nullAccess(word, property))
    }
    return handle
  }

  /** A heap object that must not be null or undefined: JavaScript throws a TypeError. `property` is for the message. */
  object(value: Value, property: string, access: Access = 'read', args: readonly Value[] = []): Value {
    const type = this.type(value)
    const ref = this.as(value, 'ref')
    this.notNullish(ref, type, property, access, args)
    return ref
  }

  /** Throw where a reference of the type is null or undefined. `args`: what `$0` in the name of the property stands for. */
  notNullish(ref: Value, type: SemType, property: string, access: Access = 'read', args: readonly Value[] = []): void {
    for (const [kind, word, address] of NOTHINGS) {
      if (!(type.kinds & kind)) continue
      const there = type.kinds === kind ? this.b.bool(false) : this.b.inst('bool.not', [this.b.inst('ref.eq', [ref, this.b.ref(address)])])
      this.check(there, nullAccess(word, property, access), args)
    }
  }

  /** Throw where what is called is null or undefined. `ref`: undefined where it is nothing else. */
  callable(ref: Value | undefined, type: SemType, { span }: Inst): void {
    const called = span && this.world.front.calledAt(span)
    // `$0` would stand for an argument.
    const named = called && !/\$\d/.test(called) ? called : undefined
    for (const [kind, word, address] of NOTHINGS) {
      if (!(type.kinds & kind)) continue
      const there =
        ref === undefined || type.kinds === kind
          ? this.b.bool(false)
          : this.b.inst('bool.not', [this.b.inst('ref.eq', [ref, this.b.ref(address)])])
      this.check(there, { kind: 'TypeError', text: `${named ?? word} is not a function` })
    }
  }

  truthy(value: Value): Value {
    const { b } = this
    const type = this.type(value)
    const { truthy, falsy } = truthiness(type)
    if (!falsy) return b.bool(true)
    if (!truthy) return b.bool(false)
    const register = this.values[value]!
    switch (this.reprs[value]!) {
      case 'bool':
        return register
      case 'i32':
      case 'word':
        return b.inst('i32.ne', [register, b.i32(0)])
      case 'i64':
        return b.inst('i64.ne', [register, b.i64(0n)])
      case 'big':
        return b.inst('i64.ne', [register, b.i64(0n)])
      case 'i64u':
        return b.inst('bool.and', [b.inst('i64.ne', [register, b.i64(0n)]), b.inst('i64.ne', [register, b.i64(UNDEFINED_I64)])])
      case 'f64':
        return this.f64Truthy(register)
      case 'tagged': {
        const isTrue = b.inst('bool.or', [this.f64Truthy(register), b.inst('tag.is', [register], 'true')])
        return type.kinds & K.STRING ? mixedTruthy(this, register, isTrue) : isTrue
      }
      case 'str': {
        const isFilled = () => b.inst('i32.ne', [b.inst('call.host', [register], 'str.length', 'i32'), b.i32(0)])
        return type.kinds === K.STRING ? isFilled() : ifText(this, register, isFilled)
      }
      case 'ref': {
        // One comparison that those of the accesses that follow are like.
        const nullish = type.kinds & (K.NULL | K.UNDEFINED)
        if (nullish === K.NULL || nullish === K.UNDEFINED)
          return b.inst('bool.not', [b.inst('ref.eq', [register, b.ref(nullish === K.NULL ? 0 : 4)])])
        const bits = b.inst('ref.bits', [register])
        return b.inst('i32.gt_u', [bits, b.i32(4)])
      }
      case 'bigbox': {
        const bits = b.inst('ref.bits', [register])
        const boxed = this.b.newBlock()
        const done = this.b.newBlock(['bool'])
        b.branch(b.inst('i32.gt_u', [bits, b.i32(4)]), boxed, { block: done, args: [b.bool(false)] })
        b.at(boxed)
        const content = b.inst('load', [register], { offset: 8, storage: 'i64', region: 'field:{value:i64}.value', fixed: true }, 'i64')
        b.jump(done, [b.inst('i64.ne', [content, b.i64(0n)])])
        b.at(done)
        return b.params(done)[0]!
      }
      case 'error': {
        const tagged = valueOfThrown(this, register)
        return mixedTruthy(this, tagged, b.inst('bool.or', [this.f64Truthy(tagged), b.inst('tag.is', [tagged], 'true')]))
      }
      default:
        return b.bool(true)
    }
  }

  /** Not 0, not −0, not NaN: |x| > 0. */
  private f64Truthy(register: Value): Value {
    return this.b.inst('f64.gt', [this.b.inst('f64.abs', [register]), this.b.f64(0)])
  }

  /** Record the result of an instruction, given in some form. */
  set(result: Value, register: Value | undefined, repr: Repr): void {
    if (result === NONE || this.demand[result] === 0 || this.reprs[result] === 'none') return
    const value = convert(this, register, repr, this.type(result), this.reprs[result]!)
    this.values[result] = value
    if (repr === 'f64' && this.reprs[result] === 'i64') this.doubles.set(result, register!)
    const name = this.instance.template.func.names[result]
    if (name && !this.func.names[value]) this.func.names[value] = name
  }

  /** Some of the values are of other types, in registers of their own, as long as `run` runs. */
  coercing(coerced: ReadonlyMap<Value, { register: Value; repr: Repr; type: SemType }>, run: () => void): void {
    const { types } = this.instance
    const saved = [...coerced.keys()].map((value) => ({
      value,
      type: types[value]!,
      repr: this.reprs[value]!,
      register: this.values[value],
    }))
    for (const [value, { register, repr, type }] of coerced) this.become(value, register, repr, type)
    run()
    for (const { value, type, repr, register } of saved) this.become(value, register, repr, type)
  }

  private become(value: Value, register: Value | undefined, repr: Repr, type: SemType): void {
    this.instance.types[value] = type
    this.values[value] = register
    this.reprs[value] = repr
  }

  /** A value that no instruction of the source has: what a spread object gives. */
  hold(register: Value | undefined, repr: Repr, type: SemType): Value {
    const value = (this.instance.types.push(type) - 1) as Value
    this.values[value] = register
    this.reprs[value] = repr
    this.demand[value] = EXACT
    return value
  }

  /** A register (if there is one) in another form, as a member of the type `target`. */
  converted(register: Value | undefined, from: Repr, type: SemType, to: Repr, target: SemType): Value {
    return convert(this, register, from, type, to, target)
  }

  convertTo(register: Value, from: Repr, type: SemType, to: Repr): Value {
    return convert(this, register, from, type, to)
  }

  /** undefined in a form that can hold it (or what it converts to). */
  undefinedIn(repr: Repr): Value {
    if (repr === 'bool') return this.b.bool(false)
    const made = constantIn(this, UNDEFINED, repr)
    assert(made !== undefined, `undefined has no form ${repr}`)
    return made
  }

  /** The result is a compile-time constant, or an implicit argument. */
  setConstantOrImplicit(inst: Inst): void {
    const type = this.type(inst.result)
    const id = this.output.implicitId(type)
    if (id !== undefined) return this.set(inst.result, this.implicits.get(id)!, 'ref')
    const repr = this.reprs[inst.result]!
    if (repr === 'none' || this.demand[inst.result] === 0) return
    // A captured number: here a set of −0 (and 0) is −0.
    if (type.kinds === K.NUMBER && isMinusZero(type.range!)) return this.set(inst.result, this.b.f64(-0), 'f64')
    this.set(inst.result, constantIn(this, type, repr), repr)
  }

  // ---- errors

  /** Go on only if `condition` holds; else throw (to the handler inside a `try`). */
  check(condition: Value, site: ErrorSite, args: readonly Value[] = []): void {
    const { b } = this
    if (!this.handler) {
      b.guard(condition, site, args)
      return
    }
    const fine = b.newBlock()
    const failed = b.newBlock()
    b.branch(condition, fine, failed)
    b.at(failed)
    this.unwind(this.errorOf(site, args))
    b.at(fine)
  }

  /** An error handle for a site. */
  private errorOf(site: ErrorSite, args: readonly Value[]): Value {
    return this.b.inst('call.host', [this.b.i32(this.output.errorKind(site.kind)), this.textOf(site.text, args)], 'error.new', 'i32')
  }

  /** The text of an error with `$0`… replaced: a string handle. */
  private textOf(text: string, args: readonly Value[]): Value {
    const { b } = this
    const parts = text.split(/\$(\d)/)
    let result = b.inst('str.const', [], parts[0]!)
    for (let i = 1; i < parts.length; i += 2) {
      const arg = args[Number(parts[i])]!
      const type = this.func.types[arg]
      const number = type === 'f64' ? arg : b.inst(type === 'i64' ? 'f64.from_i64_s' : 'f64.from_i32_s', [arg])
      const piece =
        type === 'i64' ? b.inst('call.host', [arg], 'str.from_i64_s', 'i32') : b.inst('call.host', [number], 'str.from_f64', 'i32')
      result = b.inst('call.host', [result, piece], 'str.concat', 'i32')
      if (parts[i + 1]) result = b.inst('call.host', [result, b.inst('str.const', [], parts[i + 1]!)], 'str.concat', 'i32')
    }
    return result
  }

  /** Leave for the handler with an error handle. */
  private unwind(error: Value): void {
    if (this.isStuck(this.handler!, 1)) {
      this.b.throw(UNREACHABLE)
      return
    }
    const target = this.unwindTarget()
    const wantsError = this.demand[this.handlerParam()] !== 0
    this.b.term({ kind: 'jump', to: { block: target.block, args: wantsError ? [error, ...target.args] : target.args } })
  }

  private handlerParam(): Value {
    return this.instance.template.func.blocks[this.handler!.block]!.params[0]!
  }

  private unwindTarget(): Target {
    const handler = this.handler!
    // A value that does not fit its variable there leaves the function: the handler could not run without it.
    this.handler = undefined
    const target = this.edge(handler, 1)
    this.handler = handler
    return target
  }

  private throwError(value: Value): void {
    const type = this.type(value)
    if (!onlyKinds(type, K.ERROR | THROWN)) messages.throw_no_error(this.b.span, { type: describe(type) })
    this.b.term({ kind: 'throw', site: null, args: [this.as(value, 'error')] })
  }

  /** Throw what has a handle: to the handler, or out of the function. */
  raise(handle: Value): void {
    if (this.handler) this.unwind(handle)
    else this.b.term({ kind: 'throw', site: null, args: [handle] })
  }

  /** A call of a module function: `invoke` inside a `try`. Returns the result's register, if it has one. */
  call(callee: string, args: readonly Value[], result: Type | undefined): Value | undefined {
    const { b } = this
    if (!this.handler) {
      const value = b.inst('call', args, callee, result)
      return result ? value : undefined
    }
    const next = b.newBlock()
    const landing = b.newBlock()
    const results = result ? [newValue(this.func, result)] : []
    b.term({ kind: 'invoke', callee, args: [...args], results, to: { block: next, args: [] }, unwind: { block: landing, args: [] } })
    b.at(landing)
    this.unwind(b.inst('call.host', [], 'error.caught', 'i32'))
    b.at(next)
    return results[0]
  }

  /** Shorthands. */
  op(op: Op, ...args: Value[]): Value {
    return this.b.inst(op, args)
  }

  isNullish(type: SemType): boolean {
    return (type.kinds & NULLISH) !== 0
  }

  demandOf(value: Value): number {
    return value === NONE ? 0 : this.demand[value]!
  }

  /** Does the result of the instruction need the sign of zero? */
  exact(): number {
    return EXACT
  }
}
