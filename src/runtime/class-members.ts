/** The members of a compiled class: each method and accessor is a kernel of its own, compiled when it is first used. */
import type { SourceUnit } from '../artifact/captured.ts'
import type { ClassMember, CompileOptions } from '../artifact/compile.ts'
import type { HostType, Signature } from '../artifact/types.ts'
import { attachedTo, textOf } from './attached.ts'
import { blame } from './blame.ts'
import { notAlive } from './class-fields.ts'
import { classOf, type RuntimeClass } from './classes.ts'
import { type Guard, makeMethod, makeWrapper } from './dispatch.ts'
import type { AnyFunction } from './identity.ts'
import { type Kernel, newKernel } from './kernel.ts'
import type { Machine } from './machine.ts'
import { privateName } from './private-keys.ts'
import { show } from './scalars.ts'

export interface MemberContext {
  readonly machine: Machine
  readonly found: RuntimeClass
  /** Of the class that defines the members: this one, or one that it extends. */
  readonly unit: SourceUnit
  readonly options: CompileOptions
  readonly cached: boolean
  /** jitclass is a decorator: then the name of the class means the compiled one inside of it too. */
  readonly decorating: boolean
  /** By the name of the method. */
  readonly signatures: ReadonlyMap<string, Signature>
  /** What static fields of the class as it was written hold, as the program is to see it. */
  readonly held?: (value: unknown) => unknown
  /** What a call of a member does that none of its specialisations takes. */
  readonly unseen: Kernel['unseen']
  /** The unit of a class that this one extends and that was not given to jitclass. */
  unitOf(plain: AnyFunction): SourceUnit
}

/** Functions that stay JavaScript, on fields read from linear memory: what can be left and entered again. */
const SUSPENDABLE = new Set(['GeneratorFunction', 'AsyncFunction', 'AsyncGeneratorFunction'])

export function classType(found: RuntimeClass): HostType & { readonly kind: 'class' } {
  return { kind: 'class', name: found.name, key: found.unit.id }
}

/** Give the wrapper all that the class has, and what it inherits from classes that were not given to jitclass. */
export function defineMembers(context: MemberContext): void {
  const { found } = context
  const { wrapper } = found.shell
  for (let at: object | null = found.plain; at !== null && at !== Function.prototype && at !== found.base?.plain; at = parentOf(at)) {
    const unit = at === found.plain ? found.unit : context.unitOf(at as AnyFunction)
    defineAll({ ...context, unit }, wrapper, at, true)
    defineAll({ ...context, unit }, wrapper.prototype, (at as AnyFunction & { prototype: object }).prototype, false)
  }
}

/** The class that a class extends, as it was written. */
function parentOf(plain: object): object | null {
  const parent = Object.getPrototypeOf(plain) as object | null
  return parent === null ? null : (classOf(parent)?.plain ?? parent)
}

const OWN_STATIC = new Set<string | symbol>(['length', 'name', 'prototype'])

function defineAll(context: MemberContext, target: object, source: object, isStatic: boolean): void {
  for (const key of Reflect.ownKeys(source)) {
    if (isStatic ? OWN_STATIC.has(key) : key === 'constructor') continue
    if (Object.hasOwn(target, key)) continue
    const own = Object.getOwnPropertyDescriptor(source, key)!
    Object.defineProperty(target, key, describe(context, source, key, own, isStatic))
  }
}

function describe(
  context: MemberContext,
  source: object,
  key: string | symbol,
  own: PropertyDescriptor,
  isStatic: boolean,
): PropertyDescriptor {
  const name = typeof key === 'symbol' ? privateName(key) : key
  const plain = name === undefined || (typeof own.value === 'function' && staysPlain(own.value as AnyFunction))
  if (plain) return 'value' in own && typeof own.value === 'function' ? { ...own, value: checked(context, own.value as AnyFunction) } : own
  if (typeof own.get === 'function' || typeof own.set === 'function') {
    const accessor: PropertyDescriptor = { enumerable: false, configurable: true }
    if (own.get) accessor.get = memberFunction(context, { kind: 'getter', static: isStatic, name }, own.get as AnyFunction) as never
    if (own.set) accessor.set = memberFunction(context, { kind: 'setter', static: isStatic, name }, own.set as AnyFunction) as never
    return accessor
  }
  // A method of a class is not enumerable; a static field is, whatever it holds. What is assigned to a prototype is a method too.
  if (typeof own.value === 'function' && !(isStatic && own.enumerable)) {
    return { ...own, value: memberFunction(context, { kind: 'method', static: isStatic, name }, own.value as AnyFunction) }
  }
  return { enumerable: own.enumerable ?? false, configurable: true, ...forwarded(source, key, context.held) }
}

function staysPlain(fn: AnyFunction): boolean {
  return SUSPENDABLE.has(fn.constructor.name)
}

/** Static fields are those of the class as it was written. */
function forwarded(source: object, key: string | symbol, held: MemberContext['held']): PropertyDescriptor {
  return {
    get: () => (held ? held(Reflect.get(source, key)) : Reflect.get(source, key)),
    set(value: unknown) {
      ;(source as Record<string | symbol, unknown>)[key] = value
    },
  }
}

/** A function that stays JavaScript must not use what only the class as it was written has. */
function checked({ found, decorating }: MemberContext, fn: AnyFunction): AnyFunction {
  const text = Function.prototype.toString.call(fn).replace(/(['"`])(?:\\.|(?!\1)[^\\])*\1/gsu, '')
  const secret = /#[\p{ID_Start}$_][\p{ID_Continue}$]*/u.exec(text)?.[0]
  const own = decorating ? undefined : ownName(found.plain, fn, text)
  const reason =
    secret !== undefined
      ? `\`${secret}\` cannot be read: use a field or an accessor that is not private`
      : own !== undefined
        ? `\`${own}\` is the class as it was written: use jitclass as a decorator`
        : undefined
  if (reason === undefined) return fn
  const { name } = fn
  const refuse = () => {
    throw new TypeError(`${found.name}.${name} stays plain JavaScript outside of compiled code, where ${reason}`)
  }
  return Object.defineProperty(refuse, 'name', { value: name, configurable: true })
}

/** The name that a class has inside of itself, if a member mentions it. Minified, that may be the name of anything in its text. */
function ownName(plain: object, { name }: AnyFunction, text: string): string | undefined {
  const attached = attachedTo(plain)
  const own = /^class\s+(?!extends\b)([\p{ID_Start}$_][\p{ID_Continue}$]*)/u.exec(textOf(plain))?.[1]
  if (attached) return attached.own?.includes(name) ? own : undefined
  const words = text.match(/(?<![.\p{ID_Continue}$])[\p{ID_Start}$_][\p{ID_Continue}$]*/gu)
  return own !== undefined && words?.includes(own) ? own : undefined
}

function memberFunction(context: MemberContext, member: ClassMember, plain: AnyFunction): AnyFunction {
  const kernel = memberKernel(context, member, plain)
  const made = member.static
    ? makeWrapper(kernel)
    : makeMethod(
        kernel,
        guardOf(context, member, kernel.name, () => memberKernel(context, { ...member, own: true }, plain)),
      )
  return Object.defineProperties(made, {
    name: { value: plain.name, configurable: true },
    length: { value: plain.length, configurable: true },
  }) as AnyFunction
}

/**
 * Compiled code calls the member that the instance's own class has. A call of another one, `Base.prototype.m.call(b)`, has code of its
 * own, if it is a method; an accessor is refused.
 */
function guardOf({ machine, found }: MemberContext, { kind, name }: ClassMember, where: string, ofJustThis: () => Kernel): Guard {
  const part = kind === 'getter' ? 'get' : kind === 'setter' ? 'set' : 'value'
  /** Layouts of classes that are known to inherit it. */
  const inheriting = new Set<number>()
  let justThis: Kernel | undefined
  return {
    extending: found.subclasses,
    check(value, method) {
      const ref = found.shell.refOf(value)
      if (ref === 0) throw blame(notAlive(found, value, where), method)
      const layout = machine.memory.words[ref >> 2]!
      // What is private belongs to one class.
      if (inheriting.has(layout) || name.startsWith('#')) return undefined
      let at = Object.getPrototypeOf(value) as object
      while (at !== found.shell.wrapper.prototype && !Object.hasOwn(at, name)) at = Object.getPrototypeOf(at) as object
      if (Object.getOwnPropertyDescriptor(at, name)?.[part] === method) {
        inheriting.add(layout)
        return undefined
      }
      if (kind === 'method') return (justThis ??= ofJustThis())
      const text = `${where} was called on ${show(value)}, which has a ${name} of its own: call that, or reach ${where} through \`super\``
      throw blame(new TypeError(text), method)
    },
  }
}

/** The instance comes first; what a constructor gives is no matter of its signature. */
function declaredFor(member: ClassMember, given: Signature, type: HostType): Signature {
  if (member.kind === 'construct') return { params: given.params, result: { kind: 'inferred' } }
  return member.static ? given : { ...given, params: [type, ...given.params] }
}

export function memberKernel(
  { machine, found, unit, options, cached, signatures, unseen }: MemberContext,
  member: ClassMember,
  plain: AnyFunction,
): Kernel {
  const type = classType(found)
  const given = member.kind === 'method' || member.kind === 'construct' ? signatures.get(member.name) : undefined
  const ofInstances = !member.static && member.kind !== 'construct'
  const kernel = newKernel({
    machine,
    fn: plain,
    name: member.kind === 'construct' ? found.name : `${found.name}.${member.name}`,
    unit,
    options,
    cached,
    member,
    receiver: ofInstances ? type : undefined,
    declared: given === undefined ? [] : [declaredFor(member, given, type)],
    unseen,
  })
  found.kernels.push(kernel)
  return kernel
}
