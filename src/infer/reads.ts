/**
 * What a read that may lie outside an array must give. JavaScript gives undefined; which of its properties
 * matter is decided by the uses of the result:
 *
 * | uses                                   | float elements      | integer elements          |
 * |----------------------------------------|---------------------|---------------------------|
 * | none, or only truncating or truthiness | 0                   | 0                         |
 * | only arithmetic                        | NaN                 | throws                    |
 * | its methods are called                 | undefined           | undefined                 |
 * | compared by `===`, `??`, typeof        | undefined           | undefined                 |
 * | carried around a loop (block parameter)| undefined           | undefined, if nothing else|
 * | held by closures, compared             | undefined           | undefined                 |
 * | held by closures, not compared         | throws              | throws                    |
 * | an argument of a known function        | throws              | throws                    |
 * | handed out: returned, stored, passed   | throws              | throws                    |
 *
 * An object, a function or a bigint has no such room of its own: one that is carried is undefined only where nothing but what may be undefined
 * anyway would get it. A function or a bigint is so only where somebody asks later whether it is there
 * (`for (let f = stack.pop(); f; f = stack.pop())`); an object is asked by each access (`while (at < tokens.length) { …; token = tokens[++at] }`).
 * So it is with a variable that closures hold, wherever it is read (held-variables.ts): `const next = () => { token = tokens[++at] }`; and with
 * an argument that is no number where the function asks whether it is there: `walk(nodes[0])`, where that begins with `if (!node) return`.
 *
 * A string has room for undefined in all its forms: that is what it gives, but where the index was compared with the length, which
 * keeps the types of usual loops simple, and where what a function returns is not asked about.
 *
 * An object that is not there can be returned to compiled code: a reference has room for undefined. What else is returned
 * there is as its callers use it; they become known one after another. `pop` may be asked for more than there is, so what
 * it gives is handed to the host as it is, and so is what else may be undefined where the signature says so (`float64 | undefined`).
 */
import { type Block, type Inst, type Terminator, targets, type Value } from '../ir/function.ts'
import type { Relation } from '../ir/imm.ts'
import type { Op } from '../ir/ops.ts'
import { parametersFor } from './facts.ts'
import { HeldVariables, holdingOf, type Place } from './held-variables.ts'
import { isFloatElement } from './hosttypes.ts'
import { BOOLEAN, has, K, NEVER, type SemType } from './lattice.ts'
import type { Shape } from './shapes.ts'
import type { Instance, Site, World } from './world.ts'

export type ReadMode = 'zero' | 'nan' | 'undefined' | 'throw'

/**
 * `member`: its methods are called, which undefined has none of. `hold`: closures hold it. `pass`: it is an argument of a function of which
 * is known how that uses it.
 */
type Use = 'word' | 'number' | 'member' | 'compare' | 'observe' | 'carry' | 'hold' | 'pass' | 'result' | 'host' | 'out'

const USES: Partial<Record<Op, Use>> = {
  'js.not': 'word',
  'js.bitnot': 'word',
  'js.and': 'word',
  'js.or': 'word',
  'js.xor': 'word',
  'js.shl': 'word',
  'js.shr': 'word',
  'js.ushr': 'word',
  'js.neg': 'number',
  'js.plus': 'number',
  'js.inc': 'number',
  'js.dec': 'number',
  'js.numeric': 'number',
  'js.add': 'number',
  'js.sub': 'number',
  'js.mul': 'number',
  'js.div': 'number',
  'js.mod': 'number',
  'js.pow': 'number',
  'js.lt': 'number',
  'js.le': 'number',
  'js.gt': 'number',
  'js.ge': 'number',
  'js.each_get': 'number',
  'js.get': 'number',
  'js.each_length': 'number',
  'js.iterator': 'number',
  'js.spread': 'number',
  'js.callee': 'number',
  'js.close': 'number',
  'js.in': 'observe',
  'js.delete': 'observe',
  'js.typeof': 'observe',
  'js.template': 'observe',
  'js.text_of': 'observe',
  'js.loose_eq': 'observe',
  'js.loose_ne': 'observe',
}

function isConstantNumber(place: Place, value: Value): boolean {
  const inst = place.facts.definitions[value]
  return inst?.op === 'const' && (typeof inst.imm === 'number' || typeof inst.imm === 'bigint')
}

/** On this edge the value is surely not undefined, so what is done with it there does not matter. */
function excludesUndefined(place: Place, relation: Relation, other: Value | undefined): boolean {
  if (relation === 'truthy' || relation === '<' || relation === '<=' || relation === '>' || relation === '>=') return true
  if (relation === 'typeof number' || relation === 'typeof bigint' || relation === '!typeof undefined') return true
  if (other === undefined) return false
  if (relation === '===') return isConstantNumber(place, other)
  const constant = place.facts.definitions[other]
  if (constant?.op !== 'const') return false
  const isUndefined = typeof constant.imm === 'object' && constant.imm !== null
  return (relation === '!==' && isUndefined) || (relation === '!=' && (isUndefined || constant.imm === null))
}

/** Undefined is NaN in an array of floats and 0 in one of integers. */
function useOfStore(target: Shape | null): Use {
  if (target?.kind !== 'array') return 'out'
  const big = target.element === 'int64' || target.element === 'uint64'
  return big || isFloatElement(target.element) ? 'number' : 'word'
}

function useOfInst(walk: Walk, place: Place, user: Inst, value: Value): Use | readonly Value[] {
  const { types } = place
  const shapeOf = (of: Value) => types[of]!.shape
  switch (user.op) {
    case 'js.refine': {
      // The refined value itself goes on being used; being the other operand of a refinement is nothing.
      if (user.args[0] !== value) return []
      const { relation } = user.imm as { relation: Relation }
      if (excludesUndefined(place, relation, user.args[1])) return []
      return relation.includes('typeof') ? 'observe' : [user.result]
    }
    case 'js.eq':
    case 'js.ne': {
      const other = user.args[0] === value ? user.args[1]! : user.args[0]!
      return isConstantNumber(place, other) ? 'compare' : 'observe'
    }
    case 'js.add': {
      const other = user.args[0] === value ? user.args[1]! : user.args[0]!
      return has(types[other]!, K.STRING) ? 'observe' : useOfArithmetic(walk, place, user)
    }
    case 'js.index':
      return 'number'
    case 'js.set_index':
      return user.args[2] === value ? useOfStore(shapeOf(user.args[0]!)) : 'number'
    case 'js.method': {
      const receiver = types[user.args[0]!]!
      if (user.args[0] === value) return 'member'
      const builtin = builtinPath(receiver)
      return builtin === 'Math' ? 'number' : builtin === 'console' ? 'observe' : 'out'
    }
    case 'js.receiver':
      return user.args[0] === value ? 'member' : 'out'
    case 'js.call':
      if (user.args[0] === value) return 'number'
      return TEXTS_OF.has(builtinPath(types[user.args[0]!]!)) ? 'observe' : 'out'
    case 'js.new':
      return user.args[0] === value ? 'number' : 'out'
    default:
      return useOfArithmetic(walk, place, user)
  }
}

function useOfArithmetic({ site, home }: Walk, place: Place, user: Inst): Use {
  const object = site.instance.types[site.inst.args[0]!]!.shape
  if (place === home && NUMERIC.has(user.op) && object?.kind === 'array' && onlyStoredBack(site, user.result)) return 'word'
  return USES[user.op] ?? 'out'
}

/**
 * A value becomes a part of a text, where undefined and NaN differ. That it is no sum of numbers is known once the other operand is,
 * which may be later than the read that the value comes from was looked at.
 */
export function observeAsText({ world, instance }: Site, value: Value): void {
  const inst = instance.facts.definitions[unrefined(instance, value)]
  for (const [what, uses] of (inst && (instance.made.get(inst) as Map<string, Set<Use>> | undefined)) ?? []) {
    if (!what.startsWith('uses ') || uses.has('observe')) continue
    uses.add('observe')
    for (const block of instance.facts.blocksUsing[inst!.args[0]!]!) world.touch(instance, block)
  }
}

/** They take what is undefined for the text of it. */
const TEXTS_OF = new Set(['String', 'parseInt', 'parseFloat'])

function builtinPath({ kinds, constant }: SemType): string {
  return kinds === K.CONSTANT && constant?.kind === 'builtin' ? constant.path : ''
}

const NUMERIC = new Set<Op>(['js.add', 'js.sub', 'js.mul', 'js.inc', 'js.dec', 'js.numeric'])

/** Does the value go nowhere but back to the element that was read? Outside the array that store does nothing. */
function onlyStoredBack(site: Site, value: Value): boolean {
  const [object, key] = site.inst.args
  return site.instance.facts.users[value]!.every((user) => {
    if ('term' in user) return false
    const { op, args, result } = user.inst
    if (op === 'js.set_index') return args[0] === object && args[1] === key && args[2] === value && args[1] !== value
    return NUMERIC.has(op) && onlyStoredBack(site, result)
  })
}

function useOfTerm({ isRoot }: Place, term: Terminator, value: Value): Use[] {
  const uses: Use[] = []
  if (term.kind === 'branch' && term.condition === value) uses.push('word')
  if (term.kind === 'return' && term.values.includes(value)) uses.push(isRoot ? 'host' : 'result')
  if (term.kind === 'throw' && term.args.includes(value)) uses.push('out')
  if (targets(term).some((edge) => edge.args.includes(value))) uses.push('carry')
  return uses
}

/** Collects what is done with the result of a site's instruction. */
interface Walk {
  readonly site: Site
  readonly home: Place
  readonly uses: Set<Use>
  readonly seen: Map<Place, Set<Value>>
  /** Also what is done with the block parameters and the variables of closures that it becomes. */
  readonly variables: HeldVariables | undefined
}

/** `later`: also what is done with what it is carried or put into. */
function usesOf(site: Site, later = false): Set<Use> {
  const { template, facts, types, parent } = site.instance
  const home: Place = { template, facts, types, isRoot: parent === null }
  const variables = later ? new HeldVariables(site.world, home) : undefined
  const walk: Walk = { site, home, uses: new Set(), seen: new Map(), variables }
  collect(walk, home, site.inst.result)
  return walk.uses
}

function collect(walk: Walk, place: Place, value: Value): void {
  const seen = walk.seen.get(place) ?? new Set()
  if (seen.has(value)) return
  walk.seen.set(place, seen.add(value))
  for (const user of place.facts.users[value]!) {
    if ('term' in user) {
      for (const use of useOfTerm(place, user.term, value)) walk.uses.add(use)
      if (walk.variables) for (const param of parametersFor(place.template.func, user.term, value)) collect(walk, place, param)
    } else if (!collectHeld(walk, place, user.inst, value)) {
      const use = useOfInst(walk, place, user.inst, value)
      if (typeof use === 'string') walk.uses.add(use)
      else for (const next of use) collect(walk, place, next)
    }
  }
}

/** Is it put into a variable of closures, or into a parameter? */
function collectHeld(walk: Walk, place: Place, user: Inst, value: Value): boolean {
  const holding = holdingOf(place, user, value)
  if (!holding) return false
  walk.uses.add(holding === 'held' ? 'hold' : 'pass')
  if (!walk.variables) return true
  const reads = walk.variables.readsOf(place, user, value)
  if (!reads) walk.uses.add('out')
  else for (const read of reads) collect(walk, read.place, read.value)
  return true
}

/** What is done with the result later, if it is given to nobody who could not have undefined. */
function laterUses(site: Site, elements: number, popped: boolean): ReadonlySet<Use> | undefined {
  const uses = site.world.made(site, `later ${elements}`, () => usesOf(site, true))
  if (uses.has('out') || (uses.has('host') && !popped && !site.world.options.missing)) return undefined
  // With a bigint that may be undefined a caller that does not ask could not compute.
  if (uses.has('result') && elements !== K.REF && (elements === K.BIGINT || !isObservedOutside(site, popped))) return undefined
  return uses
}

/** Is it asked later whether what is carried to other blocks, or held by closures, is there? Of an object, every access asks. */
function isAskedLater(site: Site, elements: number, popped: boolean): boolean {
  const uses = laterUses(site, elements, popped)
  if (!uses) return false
  // Most arguments are there, and numbers are compared with others: they stay numbers.
  if (uses.has('pass')) return elements !== K.NUMBER && (uses.has('observe') || (elements !== K.BIGINT && asks(uses)))
  if (uses.has('observe')) return true
  if (elements === K.REF) return true
  // A variable for bits or sums is none that might be undefined.
  if (elements === K.NUMBER) return uses.has('compare')
  return asks(uses) && (popped || elements !== K.BIGINT)
}

/** Is it asked whether an object, a function or a popped bigint is there? */
function asks(uses: ReadonlySet<Use>): boolean {
  return uses.has('word') || uses.has('compare') || uses.has('observe')
}

/** Does somebody ask whether the result is undefined? */
export function isObserved(site: Site): boolean {
  return usesOf(site).has('observe')
}

/** Does some caller, or what calls that, ask whether the result is undefined? */
function isObservedOutside(site: Site, popped: boolean): boolean {
  const { world } = site
  const seen = new Set<Instance>()
  const visit = (callee: Instance): boolean => {
    if (seen.has(callee)) return false
    seen.add(callee)
    // Asked again when another caller becomes known.
    callee.resultReaders.add(site.reader)
    for (const instance of world.instances) {
      for (const [inst, callees] of instance.calls) {
        if (!callees.some((each) => each.instance === callee)) continue
        const uses = usesOf({ ...site, instance, inst })
        if (uses.has('observe') || uses.has('compare') || (popped && (uses.has('host') || uses.has('carry')))) return true
        if (uses.has('host') && world.options.missing) return true
        if (uses.has('result') && visit(instance)) return true
      }
    }
    return false
  }
  return visit(site.instance)
}

/** Does somebody ask whether what an instance returns is undefined, as far as is known when all types are? */
export function isResultAsked(world: World, instance: Instance): boolean {
  const [inst] = instance.template.func.blocks[0]!.insts
  return isObservedOutside({ world, instance, block: 0 as Block, inst: inst as Inst, reader: () => undefined }, true)
}

/** How the read made by the site's instruction treats an index outside; `elements`: the kinds that elements have. */
export function readMode(site: Site, elements: number, float: boolean, popped = false): ReadMode {
  const uses = site.world.made(site, `uses ${elements} ${float}`, () => usesOf(site))
  if (uses.size === 0) return 'zero'
  if (site.world.options.bounds === 'throw') return 'throw'
  // A string has room for undefined wherever it goes.
  const isHeld = uses.has('hold') || uses.has('pass')
  if (elements === K.STRING && (isHeld || uses.has('out')))
    return popped || !isBelowLength(site.instance, ...operandsOf(site)) ? 'undefined' : 'throw'
  if (uses.has('out')) return 'throw'
  if (isHeld) return isAskedLater(site, elements, popped) ? 'undefined' : 'throw'
  if (uses.has('host')) return popped || elements === K.STRING || site.world.options.missing ? 'undefined' : 'throw'
  // With a bigint that may be undefined a caller that does not ask could not compute.
  if (uses.has('result')) return elements === K.REF || (elements !== K.BIGINT && isObservedOutside(site, popped)) ? 'undefined' : 'throw'
  if (elements !== K.NUMBER && uses.has('observe')) return 'undefined'
  if (elements === K.STRING) return 'undefined'
  // A boolean that is not there is as good as false.
  if (elements === BOOLEAN && [...uses].every((use) => use === 'word' || use === 'carry')) return uses.has('carry') ? 'undefined' : 'zero'
  if (elements === BOOLEAN) return 'throw'
  // Anything else is asked whether it is there, as is the element of an array that has none, as far as is known.
  if (elements !== K.NUMBER) {
    const asked = (asks(uses) && (popped || elements !== K.BIGINT)) || (uses.has('carry') && isAskedLater(site, elements, popped))
    return asked ? 'undefined' : 'throw'
  }
  if (uses.has('observe') || uses.has('member')) return 'undefined'
  if (float) return uses.has('carry') ? 'undefined' : 'nan'
  if (uses.has('number')) return 'throw'
  return uses.has('carry') || uses.has('compare') ? 'undefined' : 'zero'
}

/**
 * Is a letter of a text surely there: is the index one that has been compared with the length of that text? Else it may be undefined.
 * With `bounds: 'throw'` there is no other.
 */
export function isInsideText({ instance, inst, world }: Site): boolean {
  if (world.options.bounds === 'throw') return true
  const [object, key] = inst.args as [Value, Value]
  return isBelowLength(instance, object, key)
}

function operandsOf({ inst }: Site): readonly [Value, Value] {
  return inst.args as unknown as readonly [Value, Value]
}

/** Is an index at least 0, and was it asked whether it is less than the length of the text? */
export function isBelowLength(instance: Instance, object: Value, key: Value): boolean {
  const { range } = instance.types[key] ?? NEVER
  if (range === null || instance.types[key]!.kinds !== K.NUMBER || !range.integer || range.nan || range.lo < 0) return false
  const text = unrefined(instance, object)
  let inst = instance.facts.definitions[key]
  while (inst?.op === 'js.refine') {
    const { relation } = inst.imm as { relation: Relation }
    const length = relation === '<' && inst.args[1] !== undefined ? instance.facts.definitions[inst.args[1]] : undefined
    if (length?.op === 'js.get' && length.imm === 'length' && unrefined(instance, length.args[0]!) === text) return true
    inst = instance.facts.definitions[inst.args[0]!]
  }
  return false
}

/** What a value was before anything was known of it. */
function unrefined(instance: Instance, value: Value): Value {
  let inst = instance.facts.definitions[value]
  let source = value
  while (inst?.op === 'js.refine') {
    source = inst.args[0]!
    inst = instance.facts.definitions[source]
  }
  return source
}
