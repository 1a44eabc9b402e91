/** Functions that do nothing but call what was asked for: they fit arguments to parameters as any call does. */
import type { ClassMember } from '../artifact/compile.ts'
import { collectionOf } from '../artifact/signature.ts'
import type { HostType } from '../artifact/types.ts'
import { Builder, newFunc } from '../ir/builder.ts'
import type { Value } from '../ir/function.ts'
import { type ClassTemplate, type MemberTemplates, spreadForm, type Template } from '../ir/template.ts'
import * as messages from '../report/messages.ts'
import type { InferRequest } from './infer.ts'

export interface Entry {
  readonly callee: Template
  /** Those that the function declares; the host never passes more. */
  readonly params: readonly HostType[]
}

export function entryOf(request: InferRequest, given: readonly HostType[]): Entry {
  const { front, unit, member } = request
  if (member) return memberEntry(front.classOf(unit), member, given)
  const target = front.templateOf(unit)
  if (target.usesThis) messages.kernel_this(target.span, { name: target.name || 'the function' })
  const params = target.rest ? given : given.slice(0, target.paramNames.length)
  const names = params.map((_, index) => target.paramNames[index] ?? `argument${index}`)
  const name = `${target.name || 'kernel'}.entry`
  return {
    params,
    callee: caller(target, name, names, (b, args) => b.inst('js.call', [b.inst('js.closure', [], { names: [target.id] }), ...args])),
  }
}

/**
 * The same for a host that gives and takes collections as lists of what is in them: `callee` calls the entry through a function of the
 * prelude, which makes collections of the lists. Those that are only read need not be written back.
 */
export function lendingEntry(request: InferRequest, { callee: inner, params }: Entry, onlyRead: ReadonlySet<number>): Entry {
  const ways = params.map((type, index) => {
    const of = collectionOf(type)
    return of === undefined ? '' : `${of}${type.kind === 'optional' ? '?' : ''}${onlyRead.has(index) ? '=' : ''}`
  })
  const lending = request.front.lending(ways)
  const closure = (b: Builder, { id }: Template) => b.inst('js.closure', [], { names: [id] })
  const callee = caller(inner, `${inner.name} for the host`, inner.paramNames, (b, args) =>
    b.inst('js.call', [closure(b, lending), closure(b, inner), ...args]),
  )
  return { params, callee }
}

function memberEntry(owner: ClassTemplate, member: ClassMember, given: readonly HostType[]): Entry {
  const target = targetOf(owner, member)
  // An instance member is given the instance first.
  const own = member.kind !== 'construct' && !member.static ? 1 : 0
  const most = target ? target.paramNames.length : member.kind === 'construct' && owner.derived ? given.length : 0
  const params = target?.rest ? given : given.slice(0, own + most)
  const names = params.map((_, index) => (index < own ? 'this' : (target?.paramNames[index - own] ?? `argument${index}`)))
  const like: Pick<Template, 'id' | 'unit' | 'required' | 'span'> = target ?? {
    id: `${owner.unit.id}.constructor`,
    unit: owner.unit,
    required: 0,
    span: owner.span,
  }
  const self = (b: Builder) => b.inst('js.global', [], `${owner.unit.id}/${owner.binding}`)
  const name = `${owner.name}.${member.kind === 'construct' ? 'new' : member.name}`
  const callee = caller(like, name, names, (b, args) => {
    const [first, ...rest] = own === 1 ? (args as [Value, ...Value[]]) : [self(b), ...args]
    switch (member.kind) {
      case 'construct':
        return b.inst('js.new', [first, ...rest], listedFlags(member, rest.length))
      case 'method':
        return member.own
          ? b.inst('js.method_of', [self(b), first, ...rest], methodName(member))
          : b.inst('js.method', [first, ...rest], methodName(member))
      case 'getter':
        return b.inst('js.get', [first], member.name)
      case 'setter':
        b.inst('js.set', [first, ...rest], member.name)
        return b.inst('const', [], { undefined: true }, 'js')
    }
  })
  return { params, callee }
}

/** The function of the member, for the names of its parameters: its own or a base class's is not told apart here. */
function targetOf(owner: ClassTemplate, member: ClassMember): Template | undefined {
  const { kind, name, static: isStatic } = member
  const members: MemberTemplates = isStatic ? owner.static : owner.instance
  if (kind === 'construct') return owner.construct(member.listed)
  return kind === 'method' ? members.method(methodName(member)) : kind === 'getter' ? members.getter(name) : members.setter(name)
}

function methodName({ name, listed }: ClassMember): string {
  return listed === undefined ? name : spreadForm(name, listed)
}

/** The last argument of a constructor that takes a list. */
function listedFlags({ listed }: ClassMember, count: number) {
  return listed === undefined ? undefined : { spread: Array.from({ length: count }, (_, index) => index === listed) }
}

function caller(
  target: Pick<Template, 'id' | 'unit' | 'required' | 'span'>,
  name: string,
  paramNames: readonly string[],
  call: (b: Builder, args: readonly Value[]) => Value,
): Template {
  const func = newFunc(`call ${name}`, 'js')
  const b = new Builder(func)
  const block = b.newBlock(paramNames.map(() => 'js' as const))
  b.at(block)
  b.span = target.span
  b.return([call(b, b.params(block))])
  func.inline = 'always'
  const { id, unit, required, span } = target
  return {
    id: `entry of ${id} ${name}`,
    name,
    title: undefined,
    unit,
    required,
    span,
    func,
    paramNames,
    rest: false,
    usesThis: false,
    captures: [],
  }
}
